using ActorBackup.Core.Protocols;
using Akka.Actor;

namespace ActorBackup.Actors.Signals;

/// <summary>Lets requests of other processes in: a bounded number at once, each passed on to /sources. Child of the node, named <c>signals</c>.</summary>
/// <remarks>One short-lived child per request waits for the answer; counting them is counting what has not been answered yet.</remarks>
internal sealed class SignalsActor : ReceiveActor
{
    /// <summary>More unanswered requests than this mean that the journal is not keeping up.</summary>
    public const int MostAtOnce = 1000;

    private readonly IActorRef _sources;
    private readonly int _mostAtOnce;
    private int _waiting;

    public static Props Props(IActorRef sources, int mostAtOnce = MostAtOnce) => Akka.Actor.Props.Create(() => new SignalsActor(sources, mostAtOnce));

    public SignalsActor(IActorRef sources, int mostAtOnce)
    {
        (_sources, _mostAtOnce) = (sources, mostAtOnce);
        Receive<SourceProtocol.TakeSnapshot>(Admit);
        Receive<Terminated>(_ => _waiting--);
    }

    private void Admit(SourceProtocol.TakeSnapshot message)
    {
        if (_waiting >= _mostAtOnce)
        {
            Sender.Tell(new SourceProtocol.Refused(message.Source, new Refusal(RefusalKind.Failed,
                $"{_waiting} requests wait to be written down already: send this one again in a second, with the same id.")));
            return;
        }

        _waiting++;
        Context.Watch(Context.ActorOf(RequestActor.Props(message, _sources, Sender)));
    }
}
