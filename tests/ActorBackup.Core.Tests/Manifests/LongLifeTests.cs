using ActorBackup.Core.Manifests;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

/// <summary>What is remembered follows what is kept, not how long the source has lived.</summary>
public sealed class LongLifeTests
{
    [Fact]
    public void Weeks_of_minutes_leave_a_small_state()
    {
        var story = new Story();
        var trash = new TrashPolicy(TimeSpan.FromHours(1), null, 0);
        var space = new StoreSpace(1L << 40, 1L << 40, 1L << 30, 1L << 20);
        for (var minute = 0; minute < 20_000; minute++)
        {
            story.Now = Some.Noon.AddMinutes(minute);
            story.Saves(1000 + minute);
            story.Retains();
            var gone = story.Manifest.PlanTrash(trash, Some.Copies, space, story.Now);
            if (gone.Count > 0) story.Happens(new TrashEmptied(Some.Copies, [.. gone.Select(g => g.Id)], gone[0].Rule, story.Now));
            story.Journal.Clear();
        }

        var state = story.Manifest.State;
        Assert.InRange(state.Snapshots.Count, 40, 200);
        Assert.Equal(20_000, state.Snapshots.Count + state.RemovedSnapshots);
        Assert.Empty(state.Abandoned);
        Assert.Equal(0, state.Known.Count);
        Assert.Equal(HealthVerdict.Healthy, story.Chooses("latest").Snapshot!.Health.Verdict);
    }

    [Fact]
    public void Only_so_many_abandoned_ids_are_remembered()
    {
        var story = new Story();
        story.Asks(Some.Trigger());

        for (var i = 0; i < Manifest.AbandonedKept + 10; i++) story.Happens(Manifest.Abandon(story.Starts(), "crash", story.Now));

        Assert.Equal(Manifest.AbandonedKept, story.Manifest.State.Abandoned.Count);
        Assert.Single(story.Manifest.Pending);
    }
}
