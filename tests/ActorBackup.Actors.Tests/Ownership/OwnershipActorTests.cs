using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Ownership;

public sealed class OwnershipActorTests(ITestOutputHelper output) : OwnershipTestKit(output)
{
    [Fact]
    public void Takes_a_free_source_once_it_has_been_there_for_a_moment()
    {
        Start();
        ExpectMsg<OwnershipProtocol.Joined>();
        Assert.Null(Row("docs"));

        PassUntil(() => Row("docs") is not null);

        var granted = ExpectMsg<OwnershipProtocol.Granted>();
        Assert.Equal((Docs, 1L, true), (granted.Source, granted.Claim.Epoch, granted.Claim.Holds));
    }

    [Fact]
    public void Leaves_a_source_with_an_owner_that_lives()
    {
        OtherJoins(FirstChoice);
        OtherTakes(FirstChoice);
        Start(SecondChoice);
        ExpectMsg<OwnershipProtocol.Joined>();

        Pass(TimeSpan.FromSeconds(10), () => Beat($"{FirstChoice}-1"));

        Assert.Equal($"{FirstChoice}-1", Row("docs")?.Owner);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Takes_over_from_an_owner_whose_heart_stands_still_but_not_before_its_right_is_over()
    {
        OtherJoins(FirstChoice);
        OtherTakes(FirstChoice);
        Start(SecondChoice);
        ExpectMsg<OwnershipProtocol.Joined>();
        Pass(TimeSpan.FromSeconds(4));
        Assert.Equal($"{FirstChoice}-1", Row("docs")?.Owner);

        PassUntil(() => Row("docs")?.Epoch == 2);

        Assert.Equal(2, ExpectMsg<OwnershipProtocol.Granted>().Claim.Epoch);
        Assert.Empty(Rows(FirstChoice));
    }

    [Fact]
    public void Loses_everything_when_no_heartbeat_gets_through_and_comes_back_as_another()
    {
        var claim = StartAsOwner();
        var incarnation = Rows("a").Single().Incarnation;
        Table.IsAwayBecause = "the network is down";

        Pass(TimeSpan.FromSeconds(4.5));

        Assert.False(claim.Holds);
        Assert.True(claim.Ended.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
        ExpectMsg<OwnershipProtocol.AllLost>();
        ExpectMsg<OwnershipProtocol.NotJoined>();

        Table.IsAwayBecause = null;
        PassUntil(() => Row("docs")?.Epoch == 2);

        Assert.NotEqual(incarnation, ExpectMsg<OwnershipProtocol.Joined>().Incarnation);
        Assert.Equal(2, ExpectMsg<OwnershipProtocol.Granted>().Claim.Epoch);
        Assert.Single(Rows("a"));
    }

    [Fact]
    public void Remembers_no_attempts_to_join_that_never_reached_the_table()
    {
        Table.IsAwayBecause = "not started yet";
        Start();
        ExpectMsg<OwnershipProtocol.NotJoined>();
        Pass(TimeSpan.FromSeconds(5));
        Table.IsAwayBecause = null;

        PassUntil(() => Rows("a").Count == 1);

        Assert.Empty(Table.Former);
    }

    [Fact]
    public void A_short_absence_of_the_database_changes_nothing()
    {
        var claim = StartAsOwner();
        Table.IsAwayBecause = "restarting";
        Pass(TimeSpan.FromSeconds(2));
        Table.IsAwayBecause = null;

        Pass(TimeSpan.FromSeconds(6));

        Assert.True(claim.Holds);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Loses_everything_when_it_was_taken_for_dead()
    {
        var claim = StartAsOwner();

        Table.Change(rows => rows.Leave(Rows("a").Single().Incarnation));
        PassUntil(() => !claim.Holds);

        ExpectMsg<OwnershipProtocol.AllLost>();
        ExpectMsg<OwnershipProtocol.Joined>();
    }

    [Fact]
    public void An_answer_that_was_lost_is_made_up_for_by_the_next_reading()
    {
        Table.LosesTakes = true;
        Start();
        ExpectMsg<OwnershipProtocol.Joined>();

        PassUntil(() => Row("docs") is not null);
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(1, ExpectMsg<OwnershipProtocol.Granted>().Claim.Epoch);
    }

    [Fact]
    public void Gives_a_source_back_to_a_newcomer_that_comes_first_and_holds_it_until_its_work_has_ended()
    {
        var claim = StartAsOwner(SecondChoice);
        OtherJoins(FirstChoice);
        Pass(TimeSpan.FromSeconds(0.5), () => Beat($"{FirstChoice}-1"));
        ExpectNoMsg(TimeSpan.Zero);

        Pass(TimeSpan.FromSeconds(2), () => Beat($"{FirstChoice}-1"));
        ExpectMsg(new OwnershipProtocol.Release(Docs));
        Assert.True(claim.Holds);
        Assert.NotNull(Row("docs")?.Owner);

        Ownership.Tell(new OwnershipProtocol.Released(Docs, claim.Epoch));
        AwaitCondition(() => Row("docs") is { Owner: null });
        Assert.False(claim.Holds);
        Pass(TimeSpan.FromSeconds(2), () => Beat($"{FirstChoice}-1"));
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Gives_back_what_is_not_configured_any_more()
    {
        StartAsOwner();

        Configure("maps");
        Pass(TimeSpan.FromSeconds(1));

        FishForMessage(message => message is OwnershipProtocol.Release { Source.Name: "docs" });
    }

    [Fact]
    public void Leaves_when_the_last_source_has_stopped()
    {
        var claim = StartAsOwner();
        var asker = CreateTestProbe();

        Ownership.Tell(new OwnershipProtocol.Leave(), asker.Ref);
        ExpectMsg<OwnershipProtocol.Release>();
        AwaitCondition(() => Rows("a").Single().Standing == NodeStanding.Leaving);
        Assert.Equal(Rows("a").Single().Incarnation, Row("docs")?.Owner);
        Ownership.Tell(new OwnershipProtocol.Released(Docs, claim.Epoch));

        asker.ExpectMsg<OwnershipProtocol.Left>();
        Assert.Empty(Rows("a"));
        Assert.Null(Row("docs")?.Owner);
        Assert.False(claim.Holds);
    }

    [Fact]
    public void Stays_out_while_nodes_of_another_runtime_are_there_and_says_so_once()
    {
        OtherJoins("b", runtime: "Akka.NET 1.5.30");
        Start();

        Assert.Contains("runtimes do not mix", ExpectMsg<OwnershipProtocol.NotJoined>().Why, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(12), () => Beat("b-1"));
        Assert.Empty(Rows("a"));

        PassUntil(() => Rows("a").Count == 1, steps: 60);
        ExpectMsg<OwnershipProtocol.Joined>();
    }

    [Fact]
    public void Warns_once_of_another_living_node_of_its_name()
    {
        StartAsOwner();
        Table.Change(rows => rows.Join("twin", SomeNodes.Face("a") with { Akka = "akka.tcp://actorbackup@elsewhere:4053" }, SomeNodes.Shared("docs")).After);

        EventFilter.Warning(contains: "another node a is in the cluster, at akka.tcp://actorbackup@elsewhere")
            .ExpectOne(() => Pass(TimeSpan.FromSeconds(10), () => Beat("twin")));
    }

    [Fact]
    public void Raises_its_epoch_when_a_journal_knows_a_higher_one()
    {
        var claim = StartAsOwner();

        Ownership.Tell(new OwnershipProtocol.RaiseEpoch(Docs, 9));

        AwaitCondition(() => claim.Epoch == 9);
        Assert.Equal(9, Row("docs")?.Epoch);
    }

    [Fact]
    public void An_operator_puts_a_silent_node_out_at_once_and_its_sources_are_free()
    {
        OtherJoins("b");
        OtherTakes("b");
        Start("a");
        ExpectMsg<OwnershipProtocol.Joined>();
        Pass(TimeSpan.FromSeconds(3));

        Assert.Null(AskIt<OwnershipProtocol.Downed>(new OwnershipProtocol.Down(new NodeId("b"))).Failure);

        Assert.Empty(Rows("b"));
        PassUntil(() => Row("docs")?.Epoch == 2);
    }

    [Fact]
    public void An_operator_cannot_put_out_whom_nobody_knows()
    {
        Start();
        ExpectMsg<OwnershipProtocol.Joined>();

        Assert.Contains("no node nowhere", AskIt<OwnershipProtocol.Downed>(new OwnershipProtocol.Down(new NodeId("nowhere"))).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void One_who_is_put_out_while_it_lives_comes_back_as_another()
    {
        var claim = StartAsOwner();

        Assert.Null(AskIt<OwnershipProtocol.Downed>(new OwnershipProtocol.Down(new NodeId("a"))).Failure);
        PassUntil(() => !claim.Holds);

        ExpectMsg<OwnershipProtocol.AllLost>();
        ExpectMsg<OwnershipProtocol.Joined>();
    }

    [Fact]
    public void Tells_who_owns_a_source_and_in_which_order_nodes_would()
    {
        OtherJoins(FirstChoice);
        StartAsOwnerBeside(FirstChoice);

        var owner = AskIt<OwnershipProtocol.OwnerIs>(new OwnershipProtocol.GetOwner(Docs));
        var members = AskIt<OwnershipProtocol.MembersAre>(new OwnershipProtocol.GetMembers());

        Assert.Equal((FirstChoice, false, 1L, null), (owner.Owner?.Node.Value, owner.Self, owner.Epoch, owner.Why));
        Assert.Equal([FirstChoice, SecondChoice], members.Owners["docs"].Order.Select(node => node.Value));
        Assert.Equal($"{FirstChoice}-1", members.Owners["docs"].Owner);
        Assert.Null(members.Unsure);
    }

    [Fact]
    public void Says_that_it_is_not_sure_when_the_database_is_away()
    {
        StartAsOwner();
        Table.IsAwayBecause = "no route to host";

        Pass(TimeSpan.FromSeconds(4));

        Assert.Contains("no route to host", AskIt<OwnershipProtocol.MembersAre>(new OwnershipProtocol.GetMembers()).Unsure, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_local_sources_get_to_the_others()
    {
        Start();
        ExpectMsg<OwnershipProtocol.Joined>();

        Ownership.Tell(new OwnershipProtocol.PublishLocal(System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("todo", "{}")));

        AwaitAssert(() => Assert.Equal([new LocalLine(new NodeId("a"), "todo", "{}")], AskIt<OwnershipProtocol.LocalIs>(new OwnershipProtocol.GetLocal()).Lines));
    }

    private void StartAsOwnerBeside(string other)
    {
        OtherTakes(other);
        Start(other == "a" ? "b" : "a");
        ExpectMsg<OwnershipProtocol.Joined>();
        Pass(TimeSpan.FromSeconds(2), () => Beat($"{other}-1"));
    }
}
