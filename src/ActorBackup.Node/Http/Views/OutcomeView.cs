using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Views;

/// <summary>What became of requests, as other programs see it.</summary>
internal static class OutcomeView
{
    public static OutcomeJson Of(Outcome o) => new(
        o.Id.Value, Words.Of(o.State), o.Source.Value, o.Snapshot?.Value, [.. o.MissingStores.Select(s => s.Value)], o.Reason);

    public static IReadOnlyList<OutcomeJson> Of(SourceProtocol.IReply reply) => reply switch
    {
        SourceProtocol.Done done => [Of(done.Outcome)],
        SourceProtocol.DoneMany done => [.. done.Outcomes.Select(Of)],
        SourceProtocol.Refused refused => throw new RefusedException(refused.Why),
        _ => throw new NotSupportedException($"{reply.GetType().Name} is no outcome."),
    };

    public static RetentionJson Of(SourceProtocol.RetentionReport report) => new(
        report.Source.Value, [.. report.Lines.Select(l => new RetentionLineJson(l.Id.Value, l.Store.Value, l.Kept, l.Reasons))], report.Held);
}
