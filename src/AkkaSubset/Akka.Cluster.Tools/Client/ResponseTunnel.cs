using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>The way back from the cluster's actors to one client: it stands for the client as the sender of what that has sent.</summary>
internal sealed class ResponseTunnel : ReceiveActor
{
    private long _uses;

    /// <param name="client">Who asked; a temporary ref, or an actor of the client's system.</param>
    /// <param name="idleAfter">How long nothing goes through before it tells its parent that it is <see cref="Idle"/>.</param>
    public ResponseTunnel(IActorRef client, TimeSpan idleAfter)
    {
        SetReceiveTimeout(idleAfter);
        Receive<Used>(used => _uses = used.Uses);
        Receive<ReceiveTimeout>(_ => Context.Parent.Tell(new Idle(client, _uses), Self));
        ReceiveAny(answer => client.Tell(answer, Context.System.DeadLetters));
    }

    public sealed record Used(long Uses);

    /// <param name="Uses">The last that the tunnel heard of.</param>
    public sealed record Idle(IActorRef Client, long Uses);
}
