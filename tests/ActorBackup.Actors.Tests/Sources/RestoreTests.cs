using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class RestoreTests(ITestOutputHelper output) : NodeTestKit(output)
{
    [Fact]
    public void Puts_a_snapshot_back_after_a_safety_snapshot_and_captures_the_result()
    {
        Start();
        var good = Take("[1,2,3]");
        World.Files.Write(World.Path, "[]");

        var outcome = Restore(good.Value);

        Assert.Equal((OutcomeState.Durable, good), (outcome.State, outcome.Snapshot));
        Assert.Equal("[1,2,3]", World.Files.Read(World.Path));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            var list = Snapshots();
            Assert.Equal(TriggerKind.BeforeChange, list[^2].Triggers[0].Kind);
            Assert.Equal($"restored-{good}", list[^1].Label);
        });
    }

    [Fact]
    public void Says_of_a_request_that_is_repeated_meanwhile_that_it_is_under_way()
    {
        Start();
        var good = Take("[1,2,3]");
        World.Files.Gate = new TaskCompletionSource();
        var order = Order(good.Value);
        Node.Tell(order, TestActor);

        AwaitAssert(() => Assert.Equal(OutcomeState.Accepted, Ask<SourceProtocol.Done>(order).Outcome.State));

        World.Files.Gate.SetResult();
        Assert.Equal(OutcomeState.Durable, ExpectMsg<SourceProtocol.Done>().Outcome.State);
    }

    [Fact]
    public void Takes_a_safety_snapshot_also_where_the_source_itself_is_named_as_the_target()
    {
        Start();
        var good = Take("[1,2,3]");
        World.Files.Write(World.Path, "[7]");

        Ask<SourceProtocol.Done>(Order(good.Value) with { Target = World.Path });

        Assert.Equal("[1,2,3]", World.Files.Read(World.Path));
        Assert.Contains(Snapshots(), s => s.Triggers[0].Kind == TriggerKind.BeforeChange);
    }

    [Fact]
    public void Needs_no_safety_snapshot_of_a_missing_file()
    {
        Start();
        var good = Take("[1,2,3]");
        World.Files.Delete(World.Path);

        Restore("latest");

        Assert.Equal("[1,2,3]", World.Files.Read(World.Path));
        AwaitAssert(() => Assert.Equal([good.Value, $"restored-{good}"], Snapshots().Select(s => s.Label ?? s.Id.Value)));
    }

    [Fact]
    public void Leaves_the_target_alone_where_the_only_copy_is_damaged()
    {
        Start();
        var bad = Take("[1,2,3]");
        World.Copies.Damage(bad);

        var refused = Ask<SourceProtocol.Refused>(Order(bad.Value));

        Assert.Contains("no good copy", refused.Why.Why, StringComparison.Ordinal);
        Assert.Equal(HealthVerdict.Damaged, Snapshots(all: true)[0].Health.Verdict);
    }

    [Fact]
    public void Takes_the_copy_of_the_next_store_where_one_is_damaged()
    {
        Start(sources: Some.Settings([Some.Copies, Some.Vault]));
        var taken = Take("[1,2,3]");
        World.Files.Write(World.Path, "[]");
        World.Copies.Damage(taken);

        Restore(taken.Value);

        Assert.Equal("[1,2,3]", World.Files.Read(World.Path));
        Assert.Equal(CopyState.Damaged, Snapshots()[0].CopyIn(Some.Copies)!.State);
    }

    [Fact]
    public void Changes_nothing_where_the_safety_snapshot_cannot_be_taken()
    {
        Start();
        Take("[1,2,3]");
        World.Files.Write(World.Path, "[]");
        World.Files.UnreadableBecause = "permission denied";

        var refused = Ask<SourceProtocol.Refused>(Order("latest"));

        Assert.Contains("safety snapshot", refused.Why.Why, StringComparison.Ordinal);
        Assert.Equal("[]", World.Files.Read(World.Path));
    }

    [Fact]
    public void Restores_without_a_safety_snapshot_when_forced()
    {
        Start();
        Take("[1,2,3]");
        World.Files.Write(World.Path, "[]");
        World.Files.UnreadableBecause = "permission denied";

        Ask<SourceProtocol.Done>(Order("latest") with { Force = true });

        Assert.Equal("[1,2,3]", World.Files.Read(World.Path));
    }

    [Fact]
    public void Says_what_permission_is_missing()
    {
        Start();
        Take("[1,2,3]");
        World.Files.RestoreEndsWith = new RestoreResult.Failed("the folder is read-only", NeedsForce: true);

        var refused = Ask<SourceProtocol.Refused>(Order("latest"));

        Assert.Equal(RefusalKind.NeedsForce, refused.Why.Kind);
    }

    [Fact]
    public void Writes_elsewhere_without_touching_the_source()
    {
        Start();
        Take("[1,2,3]");
        World.Files.Write(World.Path, "[]");

        Ask<SourceProtocol.Done>(Order("latest") with { Target = "/tmp/elsewhere.json" });

        Assert.Equal("[]", World.Files.Read(World.Path));
        Assert.Equal("[1,2,3]", World.Files.Read("/tmp/elsewhere.json"));
        Assert.Single(Snapshots());
    }

    [Fact]
    public void Only_says_what_it_would_do_in_a_dry_run()
    {
        Start();
        Take("[1,2,3]");
        World.Files.Write(World.Path, "[]");

        var done = Ask<SourceProtocol.Done>(Order("latest") with { DryRun = true });

        Assert.StartsWith("would put 7 bytes back", done.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal("[]", World.Files.Read(World.Path));
    }

    [Fact]
    public void Carries_the_same_request_out_once()
    {
        Start();
        var good = Take("[1,2,3]");
        Restore(good.Value);
        World.Files.Write(World.Path, "[4]");

        Restore(good.Value);

        Assert.Equal("[4]", World.Files.Read(World.Path));
    }

    private static SourceProtocol.Restore Order(string id) =>
        new(Some.Source, new TriggerId("r1"), new SnapshotChoice(id), Target: null, Force: false, DryRun: false, "me");

    private Outcome Restore(string id) => Ask<SourceProtocol.Done>(Order(id)).Outcome;

    private SnapshotId Take(string content)
    {
        World.Files.Write(World.Path, content);
        Advance(TimeSpan.FromSeconds(1));
        return Snapshot($"take {content}").Snapshot!;
    }
}
