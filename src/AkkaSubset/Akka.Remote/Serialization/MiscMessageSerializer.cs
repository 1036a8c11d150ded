using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Watching;
using Akka.Remote.Wire;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>Writes Akka's own messages that travel between systems. What they carry is written by its own serializers.</summary>
internal sealed class MiscMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override string Manifest(object o) => o switch
    {
        IActorRef => "ref",
        ActorSelectionMessage => "selection",
        Identify => "identify",
        ActorIdentity => "identity",
        PoisonPill => "poison-pill",
        Kill => "kill",
        Status.Success => "success",
        Status.Failure => "failure",
        WatchProtocol.Heartbeat => "heartbeat",
        WatchProtocol.HeartbeatRsp => "heartbeat-rsp",
        WatchProtocol.Watch => "watch",
        WatchProtocol.Unwatch => "unwatch",
        WatchProtocol.Died => "died",
        _ => throw new SerializationException($"This serializer writes Akka's own messages only, not {o?.GetType()}."),
    };

    public override byte[] ToBinary(object obj) => (obj switch
    {
        IActorRef actor => RefOf(actor),
        ActorSelectionMessage selected => Write(selected),
        Identify identify => new Boxed { Value = Payloads.Write(system, identify.MessageId) },
        ActorIdentity identity => new Boxed { Value = Payloads.Write(system, identity.MessageId), Subject = RefOf(identity.Subject) },
        Status.Success success => new Boxed { Value = Payloads.Write(system, success.Status) },
        Status.Failure failure => Write(failure),
        WatchProtocol.HeartbeatRsp answer => new HeartbeatRsp { Uid = answer.Uid },
        WatchProtocol.Watch watch => new Watched { Path = watch.Path },
        WatchProtocol.Unwatch unwatch => new Watched { Path = unwatch.Path },
        WatchProtocol.Died died => new Watched { Path = died.Path, ExistenceConfirmed = died.ExistenceConfirmed },
        PoisonPill or Kill or WatchProtocol.Heartbeat => (IMessage)new Boxed(),
        _ => throw new SerializationException($"This serializer writes Akka's own messages only, not {obj?.GetType()}."),
    }).ToByteArray();

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "ref" => Resolve(Ref.Parser.ParseFrom(bytes)) ?? ActorRefs.Nobody,
        "selection" => Read(Selection.Parser.ParseFrom(bytes)),
        "identify" => new Identify(Payloads.Read(system, Boxed.Parser.ParseFrom(bytes).Value)),
        "identity" => ReadIdentity(Boxed.Parser.ParseFrom(bytes)),
        "poison-pill" => PoisonPill.Instance,
        "kill" => Kill.Instance,
        "success" => new Status.Success(Payloads.Read(system, Boxed.Parser.ParseFrom(bytes).Value)),
        "failure" => ReadFailure(Wire.Failed.Parser.ParseFrom(bytes)),
        "heartbeat" => WatchProtocol.Heartbeat.Instance,
        "heartbeat-rsp" => new WatchProtocol.HeartbeatRsp(HeartbeatRsp.Parser.ParseFrom(bytes).Uid),
        "watch" => new WatchProtocol.Watch(Watched.Parser.ParseFrom(bytes).Path),
        "unwatch" => new WatchProtocol.Unwatch(Watched.Parser.ParseFrom(bytes).Path),
        "died" => ReadDied(Watched.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException($"This system knows no message of Akka's own with the manifest '{manifest}'."),
    };

    private static Ref RefOf(IActorRef actor) => new() { Path = actor.IsNobody() ? "" : Akka.Serialization.Serialization.SerializedActorPath(actor) };

    private static WatchProtocol.Died ReadDied(Watched died) => new(died.Path, died.ExistenceConfirmed);

    private IActorRef Resolve(Ref written) => written is null or { Path: "" } ? null : system.Provider.ResolveActorRef(written.Path);

    private ActorIdentity ReadIdentity(Boxed identity) => new(Payloads.Read(system, identity.Value), Resolve(identity.Subject));

    private Selection Write(ActorSelectionMessage selected)
    {
        var selection = new Selection { Message = Payloads.Write(system, selected.Message), WildCardFanOut = selected.WildCardFanOut };
        selection.Steps.AddRange(selected.Elements.Select(element => element switch
        {
            SelectChildName name => new Step { Name = name.Name },
            SelectChildPattern pattern => new Step { Pattern = pattern.PatternStr },
            _ => new Step { Parent = true },
        }));
        return selection;
    }

    private ActorSelectionMessage Read(Selection selection) => new(
        Payloads.Read(system, selection.Message) ?? throw new SerializationException("A selection without a message."),
        [.. selection.Steps.Select(StepOf)],
        selection.WildCardFanOut);

    private static SelectionPathElement StepOf(Step step) => step.KindCase switch
    {
        Step.KindOneofCase.Name => new SelectChildName(step.Name),
        Step.KindOneofCase.Pattern => new SelectChildPattern(step.Pattern),
        Step.KindOneofCase.Parent => SelectParent.Instance,
        _ => throw new SerializationException("A step of a selection that is neither a name, nor a pattern, nor the parent."),
    };

    private Wire.Failed Write(Status.Failure failure) => new()
    {
        Type = failure.Cause?.GetType().FullName ?? "",
        Message = failure.Cause?.Message ?? "",
        State = Payloads.Write(system, failure.State),
    };

    private Status.Failure ReadFailure(Wire.Failed failed) =>
        new(failed.Type.Length == 0 ? null : RemoteFailure.Of(failed.Type, failed.Message), Payloads.Read(system, failed.State));
}
