using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Views;

/// <summary>The node and its sources as other programs see them.</summary>
internal static class StatusView
{
    public static StatusJson Of(NodeProtocol.NodeStatus node) => new(
        node.Node.Value, node.Version, node.Runtime, node.StartedAt, node.ConfiguredAt, [.. node.Sources.Select(Of)]);

    public static SourceStatusJson Of(SourceStatus s) => new(
        s.Source.Value, s.Kind, s.Path, s.Owner.Value, Words.Of(s.State), s.WatchedBy, s.LastSnapshot?.Id.Value, s.LastSnapshot?.TakenAt,
        s.LastHealthyAt, s.Rpo.TotalSeconds, s.Items, s.ItemsAtRisk, s.PreviousItems, s.PreviousAt, s.PerMinute, s.Percent, s.MinutesLeft,
        s.LastSnapshot?.Counters ?? ImmutableSortedDictionary<string, double>.Empty,
        new VerdictsJson(Of(s.Verdict.System), Of(s.Verdict.DataSafety), Of(s.Verdict.Processing)),
        [.. s.Parts.Select(Of)], [.. s.Stores.Select(Of)], s.Hint);

    private static VerdictJson Of(Verdict v) => new(Words.Of(v.Level), v.Reason);

    private static PartJson Of(PartStatus p) => new(p.Part, Words.Of(p.State), p.Every?.TotalSeconds, p.LastRunAt, p.NextRunAt, p.LastResult);

    private static StoreStateJson Of(StoreStatus s) => new(s.Store.Value, Words.Of(s.State), s.Pending, s.Reason);
}
