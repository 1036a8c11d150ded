using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Fakes;

/// <summary>What a node answers, for tests that do not care for more.</summary>
internal static class Answers
{
    public const string SourcePath = "/srv/shop/linking_map.json";

    public static Snapshot Healthy { get; } = Some.Snapshot();

    public static Snapshot Suspect { get; } = Some.Snapshot(at: Some.Noon.AddMinutes(1), sequence: 2, items: 0, health: Some.Suspect(reason: "empty after 100 items"));

    public static SourceProtocol.Done Done(TriggerId id, OutcomeState state = OutcomeState.Durable, string? reason = null) =>
        new(Some.Source, new Outcome(id, state, Some.Source, state is OutcomeState.Accepted or OutcomeState.Failed ? null : Healthy.Id, null, reason));

    public static SourceProtocol.Refused Refused(RefusalKind kind, string why) => new(Some.Source, new Refusal(kind, why));

    public static SourceProtocol.Snapshots Listed(params Snapshot[] list) => new(Some.Source, SourcePath, [.. list]);

    public static SourceProtocol.Chosen Chosen(params Snapshot[] passed) => new(Some.Source, SourcePath, Healthy, [.. passed]);

    public static SourceStatus Status(VerdictLevel dataSafety = VerdictLevel.Ok) => new(
        Some.Source, "file", SourcePath, Some.Node, SourceState.Idle, "inotify", Healthy, Healthy.TakenAt, TimeSpan.Zero, 740, 0, 265, Some.Noon, 0.7, 82.5, 204,
        new Verdicts(new(VerdictLevel.Ok, "runs"), new(dataSafety, "there is only one store"), new(VerdictLevel.Ok, "moves")),
        [new PartStatus("snapshot", PartState.Active, TimeSpan.FromMinutes(2), Some.Noon, null, "durable")],
        [new StoreStatus(Some.Copies, StoreState.CatchingUp, 3, "was away")], null);

    public static NodeProtocol.NodeStatus Node(params SourceStatus[] sources) =>
        new(Some.Node, "0.1.0", "AkkaSubset 0.1.0", Some.Noon, Some.Noon, [.. sources]);

    /// <summary>A node with one source, one healthy snapshot, and a suspect newer one.</summary>
    public static FakeGateway Usual() => FakeGateway.OfOneSource()
        .On<SourceProtocol.GetSnapshots>(_ => Listed(Healthy, Suspect))
        .On<SourceProtocol.Choose>(_ => Chosen(Suspect))
        .On<SourceProtocol.TakeSnapshot>(m => Done(m.Trigger.Id))
        .On<SourceProtocol.GetStatus>(_ => Status())
        .On<SourceProtocol.Restore>(m => Done(m.Request))
        .On<NodeProtocol.GetStatus>(_ => Node(Status()));
}
