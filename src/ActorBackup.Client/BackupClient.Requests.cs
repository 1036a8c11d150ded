using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Client;

public sealed partial class BackupClient : IBackupRequests
{
    public async Task<Outcome> BackupNowAsync(BackupNow request, CancellationToken stop = default) => Of(await SignalAsync(
        request.Source,
        new SignalRequest(
            request.Id, request.Trigger, request.Items, request.Counters.IsEmpty ? null : request.Counters, request.Label, request.Pin, request.OncePer,
            request.Saved, request.ExpectShrink, request.ResetCount),
        stop));

    public async Task<Outcome> AskRestoreAsync(AskRestore request, CancellationToken stop = default) => Of(await RestoreAsync(
        request.Source,
        new RestoreRequest(request.Id, request.Snapshot, request.At, request.Tier, request.Store, request.To, request.DryRun, request.Force),
        stop));

    async Task<Outcome> IBackupRequests.GetOutcomeAsync(string id, string? source, CancellationToken stop) => Of(source is null
        ? await GetOutcomeAsync(id, stop)
        : await _node.GetAsync(Of(source, "outcomes/" + Uri.EscapeDataString(id)), Types.OutcomeJson, stop));

    async Task<Status> IBackupRequests.GetStatusAsync(string? source, CancellationToken stop)
    {
        var status = await GetStatusAsync(source, stop);
        return new Status(status.Node, [.. status.Sources.Select(Of)], [], Truncated: false);
    }

    private static Outcome Of(OutcomeJson o) => new(o.Id, o.State, o.Source, o.Snapshot, [.. o.MissingStores], o.Reason);

    private static StatusOfSource Of(SourceStatusJson s) => new(s.Source, s.Kind, s.Path, s.Owner, s.State, TimeSpan.FromSeconds(s.RpoSeconds))
    {
        LastSnapshot = s.LastSnapshot,
        LastSnapshotAt = s.LastSnapshotAt,
        LastHealthyAt = s.LastHealthyAt,
        Items = s.Items,
        ItemsAtRisk = s.ItemsAtRisk,
        System = Of(s.Verdict.System),
        DataSafety = Of(s.Verdict.DataSafety),
        Processing = Of(s.Verdict.Processing),
        Stores = [.. s.Stores.Select(store => new StoreOfSource(store.Store, store.State, store.Pending, store.Reason))],
    };

    private static VerdictOfSource Of(VerdictJson v) => new(v.Level, v.Reason);
}
