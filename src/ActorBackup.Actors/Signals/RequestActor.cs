using ActorBackup.Core.Protocols;
using Akka.Actor;

namespace ActorBackup.Actors.Signals;

/// <summary>One request on its way: passes it on, hands the answer to the asker, and is gone. Child of /signals.</summary>
internal sealed class RequestActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SourceProtocol.TakeSnapshot _request;
    private readonly IActorRef _sources;

    public static Props Props(SourceProtocol.TakeSnapshot request, IActorRef sources, IActorRef asker) =>
        Akka.Actor.Props.Create(() => new RequestActor(request, sources, asker));

    public RequestActor(SourceProtocol.TakeSnapshot request, IActorRef sources, IActorRef asker)
    {
        (_request, _sources) = (request, sources);
        Receive<SourceProtocol.IReply>(reply => End(asker, reply));
        Receive<ReceiveTimeout>(_ => End(asker, new SourceProtocol.Refused(request.Source, new Refusal(RefusalKind.Failed,
            $"{request.Source} did not write the request down within {Patience.TotalSeconds} s: send it again, with the same id."))));
    }

    protected override void PreStart()
    {
        _sources.Tell(_request, Self);
        SetReceiveTimeout(Patience);
    }

    private static void End(IActorRef asker, SourceProtocol.IReply reply)
    {
        asker.Tell(reply);
        Context.Stop(Context.Self);
    }
}
