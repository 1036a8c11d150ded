using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Actors.Tests.Signals;

/// <summary>Questions that name no source.</summary>
public sealed class AllSourcesActorTests(ITestOutputHelper output) : SignalsTestKit(output)
{
    private static readonly Core.Protocols.Outcome Known = new(new TriggerId("b1"), OutcomeState.Durable, Some.Source);

    [Fact]
    public void A_status_of_everything_is_every_nodes()
    {
        Signals().Tell(new GetStatus(), TestActor);
        AnswerAsNode(Peer("there"));
        SignalsOf("there").ExpectMsg(new Forwarded(new GetStatus()));
        SignalsOf("there").Reply(new Wire.Messages.Status("there", [new StatusOfSource("b", "file", "/b", "there", "idle", TimeSpan.Zero)], [], Truncated: true));

        var status = ExpectMsg<Wire.Messages.Status>();

        Assert.Equal((Some.Node.Value, true), (status.Node, status.Truncated));
        Assert.Equal(["b"], status.Sources.Select(s => s.Source));
    }

    [Fact]
    public void Another_nodes_question_is_for_this_node_alone()
    {
        Signals().Tell(new Forwarded(new GetStatus()), TestActor);
        Node.ExpectMsg<NodeProtocol.GetStatus>();
        Node.Reply(new NodeProtocol.NodeStatus(Some.Node, "0.1.0", "subset", Some.Noon, Some.Noon, []));

        Assert.Empty(ExpectMsg<Wire.Messages.Status>().SilentNodes);
    }

    [Fact]
    public void An_outcome_is_found_at_whatever_node_knows_it()
    {
        Signals().Tell(new GetOutcome("b1"), TestActor);
        AnswerAsNode(Peer("there"), Peer("far"));
        Sources.ExpectMsg<SourceProtocol.GetOutcome>();
        Sources.Reply(new SourceProtocol.Refused(Some.Source, new Refusal(RefusalKind.Invalid, "unknown")));
        SignalsOf("there").ExpectMsg<Forwarded>();
        SignalsOf("there").Reply(new Refused("no-such-outcome", "unknown"));
        SignalsOf("far").ExpectMsg<Forwarded>();
        SignalsOf("far").Reply(new Wire.Messages.Outcome("b1", "durable", "x", null, [], null));

        Assert.Equal("x", ExpectMsg<Wire.Messages.Outcome>().Source);
    }

    [Fact]
    public void What_is_known_here_does_not_wait_for_other_nodes()
    {
        Signals().Tell(new GetOutcome("b1"), TestActor);
        AnswerAsNode(Peer("there"));
        Sources.ExpectMsg<SourceProtocol.GetOutcome>();
        Sources.Reply(new SourceProtocol.Done(Some.Source, Known));

        Assert.Equal("durable", ExpectMsg<Wire.Messages.Outcome>().State);
    }

    [Fact]
    public void An_id_that_no_node_knows_is_refused()
    {
        Signals().Tell(new GetOutcome("b1"), TestActor);
        AnswerAsNode();
        Sources.ExpectMsg<SourceProtocol.GetOutcome>();
        Sources.Reply(new SourceProtocol.Refused(Some.Source, new Refusal(RefusalKind.Invalid, "unknown")));

        Assert.Equal("no-such-outcome", ExpectMsg<Refused>().Kind);
    }

    /// <summary>The node is asked for two things, in whatever order they arrive.</summary>
    private void AnswerAsNode(params Core.Ownership.Peer[] others)
    {
        for (var asked = 0; asked < 2; asked++)
        {
            Node.Reply(Node.ExpectMsg<object>() switch
            {
                NodeProtocol.GetStatus => new NodeProtocol.NodeStatus(Some.Node, "0.1.0", "subset", Some.Noon, Some.Noon, []),
                NodeProtocol.GetSources => new NodeProtocol.SourceList([Some.Source]),
                _ => Members(shared: false, [.. others]),
            });
        }
    }
}
