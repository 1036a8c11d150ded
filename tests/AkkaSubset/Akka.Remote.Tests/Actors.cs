using Akka.Actor;

namespace Akka.Remote.Tests;

/// <summary>Answers with what it gets.</summary>
public sealed class Echo : ReceiveActor
{
    public Echo() => ReceiveAny(message => Sender.Tell(message));
}

/// <summary>Forwards what it gets.</summary>
public sealed class Forwarder : ReceiveActor
{
    public Forwarder(IActorRef target) => ReceiveAny(message => target.Forward(message));
}

/// <summary>Answers by a task that it pipes to the sender.</summary>
public sealed class Piper : ReceiveActor
{
    public Piper() => Receive<string>(text =>
    {
        var sender = Sender;
        Task.Run(() => text.ToUpperInvariant()).PipeTo(sender, Self);
    });
}
