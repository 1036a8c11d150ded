using ActorBackup.Core.Manifests;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class RestoringTests
{
    private readonly Story _story = new();

    [Fact]
    public void What_a_restore_put_back_is_captured_as_manual_with_its_label_and_is_healthy_though_smaller()
    {
        var small = _story.Saves(100);
        _story.Saves(10_000);
        _story.Asks(Manifest.SafetyTrigger(new TriggerId("r-1"), _story.Now));
        var safety = _story.Saves(10_000);
        _story.Happens(Manifest.StartRestore(new TriggerId("r-1"), small.Id, _story.Settings.Path, "uid 1000", _story.Now));

        _story.Happens(_story.Manifest.EndRestore(null, _story.Now));
        var restored = _story.Saves(100);

        Assert.Equal(TriggerKind.BeforeChange, Assert.Single(safety.Triggers).Kind);
        Assert.Equal((TriggerKind.Manual, $"restored-{small.Id}"), (Assert.Single(restored.Triggers).Kind, restored.Label));
        Assert.Equal((true, "announcement"), (restored.Health.IsHealthy, restored.Health.AcceptedBy));
    }

    [Fact]
    public void A_restore_that_failed_captures_nothing()
    {
        var taken = _story.Saves(100);
        _story.Happens(Manifest.StartRestore(new TriggerId("r-1"), taken.Id, _story.Settings.Path, "uid 1000", _story.Now));

        _story.Happens(_story.Manifest.EndRestore("no permission to write /srv/shop", _story.Now));

        Assert.Empty(_story.Manifest.Pending);
        Assert.Null(_story.Manifest.State.Restoring);
    }

    [Fact]
    public void Ending_what_has_not_begun_changes_nothing() => Assert.Empty(_story.Manifest.EndRestore(null, _story.Now));
}
