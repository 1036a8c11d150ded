using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Sources;

/// <summary>The claim ends when it is asked for the n-th time, for every n that a work comes to: from then on nothing counts that this node does.</summary>
public sealed class ClaimEndsTests(ITestOutputHelper output) : SharedSourceTestKit(output)
{
    /// <summary>More than any of the works below asks.</summary>
    public static TheoryData<int> Steps => [.. Enumerable.Range(0, 18)];

    [Theory, MemberData(nameof(Steps))]
    public void In_a_capture(int asks)
    {
        var first = StartNode("first");
        var claim = GrantFor(first, asks, out var atEnd);
        first.Tell(Manual("m1"), CreateTestProbe().Ref);
        AwaitEnd(first, claim, () => World.Copies.Live.Count > 0);

        Assert.Equal(atEnd() ?? World.Copies.Picture, World.Copies.Picture);
        var next = StartNode("next");
        Grant(next, 2);
        Ask<SourceProtocol.Done>(next, Manual("m1"));
        var outcome = Await(next, "m1");

        Assert.Equal(OutcomeState.Durable, outcome.State);
        Assert.Equal(outcome.Snapshot, Assert.Single(Snapshots(next), s => s.Triggers.Exists(t => t.Id.Value == "m1")).Id);
        Assert.Equal(outcome.Snapshot, Assert.Single(World.Copies.Live));
    }

    [Theory, MemberData(nameof(Steps))]
    public void In_a_retention(int asks)
    {
        var settings = Shared(Some.Settings(retention: new RetentionPolicy(KeepLast: 1, Hourly: 0, Daily: 0, MinKeep: 1, KeepSuspect: 0)));
        var first = StartNode("first", Shared());
        Grant(first, 1);
        foreach (var label in new[] { "a", "b", "c", "d" }) Snapshot(first, label, label);
        first.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(first);

        var second = StartNode("second", settings);
        var claim = GrantFor(second, asks, out var atEnd, epoch: 2);
        second.Tell(new SourceProtocol.Retain(Some.Source, DryRun: false, Yes: true, "me"), CreateTestProbe().Ref);
        AwaitEnd(second, claim, () => World.Copies.Live.Count == 1);

        Assert.Equal(atEnd() ?? World.Copies.Picture, World.Copies.Picture);
        var next = StartNode("next", settings);
        Grant(next, 3);
        Ask<SourceProtocol.RetentionReport>(next, new SourceProtocol.Retain(Some.Source, DryRun: false, Yes: true, "me"));
        AwaitAssert(() => Assert.Single(World.Copies.Live), TimeSpan.FromSeconds(20));
    }

    [Theory, MemberData(nameof(Steps))]
    public void In_a_restore(int asks)
    {
        var first = StartNode("first");
        Grant(first, 1);
        var good = Snapshot(first, "m1");
        first.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(first);
        World.Files.Write(World.Path, "[2,2]");

        var second = StartNode("second", Shared(Some.Settings() with { Change = null }));
        string? fileAtEnd = null;
        var claim = GrantFor(second, asks, out var atEnd, epoch: 2, () => fileAtEnd = World.Files.Read(World.Path));
        second.Tell(new SourceProtocol.Restore(Some.Source, new TriggerId("r1"), new SnapshotChoice(good.Snapshot!.Value), null, Force: false, DryRun: false, "me"), CreateTestProbe().Ref);
        AwaitEnd(second, claim, () => World.Files.Read(World.Path) == "[1]");

        Assert.Equal(atEnd() ?? World.Copies.Picture, World.Copies.Picture);
        Assert.Equal(fileAtEnd ?? "[1]", World.Files.Read(World.Path));
    }

    private FakeClaim GrantFor(IActorRef node, int asks, out Func<string?> atEnd, long epoch = 1, Action? onEnd = null)
    {
        string? picture = null;
        var claim = new FakeClaim(epoch, asks)
        {
            OnEnd = () =>
            {
                picture = World.Copies.Picture;
                onEnd?.Invoke();
            },
        };
        atEnd = () => picture;
        return Grant(node, claim);
    }

    /// <summary>Until the claim has ended, or the work is done and it is ended here; then until the source has gone.</summary>
    private void AwaitEnd(IActorRef node, FakeClaim claim, Func<bool> isDone)
    {
        AwaitCondition(() => claim.HasEnded || isDone(), TimeSpan.FromSeconds(20));
        claim.End();
        node.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(node);
        Watch(node);
        Sys.Stop(node);
        ExpectTerminated(node);
    }
}
