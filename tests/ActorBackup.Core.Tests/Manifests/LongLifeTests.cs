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
    public void Days_of_minutes_leave_a_small_state()
    {
        var story = new Story();
        var trash = new TrashPolicy(TimeSpan.FromHours(1), null, 0);
        var space = new StoreSpace(1L << 40, 1L << 40, 1L << 30, 1L << 20);
        for (var minute = 0; minute < 6_000; minute++)
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
        Assert.Equal(6_000, state.Snapshots.Count + state.RemovedSnapshots);
        Assert.Empty(state.Abandoned);
        Assert.Equal(0, state.Known.Count);
        Assert.Equal(HealthVerdict.Healthy, story.Chooses("latest").Snapshot!.Health.Verdict);
    }

    [Fact]
    public void Copies_that_somebody_else_deletes_are_not_listed_for_ever()
    {
        var story = new Story();
        for (var i = 0; i < Manifest.LostKept + 50; i++) story.Happens(new CopyLost(story.Saves(1000 + i).Id, Some.Copies, story.Now));

        Assert.Equal(Manifest.LostKept, story.Manifest.Snapshots.Count);
        Assert.Equal(50, story.Manifest.State.RemovedSnapshots);
        Assert.Equal(51, story.Manifest.Snapshots[0].Sequence);
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
