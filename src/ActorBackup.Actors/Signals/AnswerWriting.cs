using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Wire.Messages;
using Outcome = ActorBackup.Core.Protocols.Outcome;

namespace ActorBackup.Actors.Signals;

/// <summary>What a source or the node answered, for another process.</summary>
internal static class AnswerWriting
{
    public static IAnswer Of(SourceProtocol.IReply reply, NodeId self, IRequest request) => reply switch
    {
        SourceProtocol.Done { Outcome: var outcome } when !outcome.IsFinal && request is not GetOutcome => new Accepted(outcome.Id.Value, outcome.Source.Value, outcome.Reason),
        SourceProtocol.Done done => Of(done.Outcome),
        SourceStatus status => new Wire.Messages.Status(self.Value, [Of(status)], [], Truncated: false),
        SourceProtocol.Refused { Why: { Kind: RefusalKind.Invalid } why } when request is GetOutcome question => Unknown(question.Id, why.Why),
        SourceProtocol.Refused refused => new Refused(Words.Of(refused.Why.Kind), refused.Why.Why, RequestReading.IdOf(request)),
        _ => throw new NotSupportedException($"{reply.GetType().Name} is no answer to {request.GetType().Name}."),
    };

    public static Wire.Messages.Status Of(NodeProtocol.NodeStatus node) => new(node.Node.Value, [.. node.Sources.Select(Of)], [], Truncated: false);

    public static Refused Unknown(string id, string why) => new("no-such-outcome", why, id);

    public static Refused Away(string why, IRequest request) => new(Words.Of(RefusalKind.Away), why, RequestReading.IdOf(request));

    public static Refused Invalid(string why, IRequest request) => new(Words.Of(RefusalKind.Invalid), why, RequestReading.IdOf(request));

    private static Wire.Messages.Outcome Of(Outcome o) => new(
        o.Id.Value, Words.Of(o.State), o.Source.Value, o.Snapshot?.Value, [.. o.MissingStores.Select(s => s.Value)], o.Reason);

    private static StatusOfSource Of(SourceStatus s) => new(s.Source.Value, s.Kind, s.Path, s.Owner.Value, Words.Of(s.State), s.Rpo)
    {
        LastSnapshot = s.LastSnapshot?.Id.Value,
        LastSnapshotAt = s.LastSnapshot?.TakenAt,
        LastHealthyAt = s.LastHealthyAt,
        Items = s.Items,
        ItemsAtRisk = s.ItemsAtRisk,
        System = Of(s.Verdict.System),
        DataSafety = Of(s.Verdict.DataSafety),
        Processing = Of(s.Verdict.Processing),
        Stores = [.. s.Stores.Select(store => new StoreOfSource(store.Store.Value, Words.Of(store.State), store.Pending, store.Reason))],
    };

    private static VerdictOfSource Of(Verdict v) => new(Words.Of(v.Level), v.Reason);
}
