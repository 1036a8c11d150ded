using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Messages;
using Akka.Actor;

namespace ActorBackup.Actors.Signals;

/// <summary>Lets requests of other processes in: a bounded number at once, each on its way to who runs the source. Child of the node, named <c>signals</c>.</summary>
/// <remarks>Takes <see cref="SourceProtocol.TakeSnapshot"/> from the node's own faces, and <see cref="IRequest"/> from other processes, directly, through the
/// receptionist, or <see cref="Forwarded"/> by another node. One short-lived child per request waits for the answer; counting them is counting what has not
/// been answered yet.</remarks>
internal sealed class SignalsActor : ReceiveActor
{
    /// <summary>More unanswered requests than this mean that the journal is not keeping up.</summary>
    public const int MostAtOnce = 1000;

    private readonly SignalParts _parts;
    private readonly int _mostAtOnce;
    private int _waiting;

    public static Props Props(SignalParts parts, int mostAtOnce = MostAtOnce) => Akka.Actor.Props.Create(() => new SignalsActor(parts, mostAtOnce));

    public SignalsActor(SignalParts parts, int mostAtOnce)
    {
        (_parts, _mostAtOnce) = (parts, mostAtOnce);
        Receive<SourceProtocol.TakeSnapshot>(TakeIn);
        Receive<IRequest>(request => TakeIn(request, forwarded: false));
        Receive<Forwarded>(forwarded => TakeIn(forwarded.Request, forwarded: true));
        Receive<Terminated>(_ => _waiting--);
    }

    protected override void PreStart() => Reception.Open(Context);

    private bool IsFull => _waiting >= _mostAtOnce;

    private Refusal TooMany => new(RefusalKind.Failed, $"{_waiting} requests wait to be written down already: send this one again in a second, with the same id.");

    private void TakeIn(SourceProtocol.TakeSnapshot message)
    {
        if (IsFull) Sender.Tell(new SourceProtocol.Refused(message.Source, TooMany));
        else Admit(RequestActor.Props(message, _parts.Sources, Sender));
    }

    private void TakeIn(IRequest request, bool forwarded)
    {
        try
        {
            var now = _parts.Time.GetUtcNow();
            var (known, at) = RequestReading.Addressed(RequestReading.WithId(request, now));
            if (IsFull) Sender.Tell(new Refused(Words.Of(TooMany.Kind), TooMany.Why, RequestReading.IdOf(known)));
            else Admit(RequestReading.SourceOf(known) is null
                ? AllSourcesActor.Props(_parts, known, forwarded, Sender)
                : OneSourceActor.Props(_parts, known, RequestReading.Read(known, now), at, forwarded, Sender));
        }
        catch (FormatException wrong)
        {
            Sender.Tell(AnswerWriting.Invalid(wrong.Message, request));
        }
    }

    private void Admit(Props props)
    {
        _waiting++;
        Context.Watch(Context.ActorOf(props));
    }
}
