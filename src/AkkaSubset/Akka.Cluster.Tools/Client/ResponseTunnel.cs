using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>The way back from the cluster's actors to one client: it stands for the client as the sender of what that has sent.</summary>
internal sealed class ResponseTunnel : ReceiveActor
{
    private readonly IActorRef _client;
    private readonly bool _isQuestion;
    private long _uses;

    /// <param name="client">Who asked; a temporary ref, or an actor of the client's system.</param>
    /// <param name="idleAfter">How long nothing goes through before it tells its parent that it is <see cref="Idle"/>.</param>
    public ResponseTunnel(IActorRef client, TimeSpan idleAfter)
    {
        (_client, _isQuestion) = (client, client.Path.Elements[0] == "temp");
        SetReceiveTimeout(idleAfter);
        Receive<Used>(used => _uses = used.Uses);
        Receive<ReceiveTimeout>(_ => SayIdle());
        ReceiveAny(answer =>
        {
            client.Tell(answer, Context.System.DeadLetters);
            if (_isQuestion) SayIdle();
        });
    }

    /// <summary>A question has one answer; many clients ask often, and their tunnels are not to wait for the time-out.</summary>
    private void SayIdle() => Context.Parent.Tell(new Idle(_client, _uses), Self);

    public sealed record Used(long Uses);

    /// <param name="Uses">The last that the tunnel heard of.</param>
    public sealed record Idle(IActorRef Client, long Uses);
}
