using Akka.Actor;

namespace ActorBackup.Benchmarks;

internal sealed class EchoActor : ReceiveActor
{
    public EchoActor() => ReceiveAny(message => Sender.Tell(message));
}
