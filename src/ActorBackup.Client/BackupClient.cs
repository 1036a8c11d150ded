using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ActorBackup.Wire.Json;

namespace ActorBackup.Client;

/// <summary>Talks to a node over its Unix socket or HTTP.</summary>
public sealed partial class BackupClient(NodeAddress address) : IBackupClient
{
    private static readonly WireJson Types = WireJson.Default;
    private readonly NodeConnection _node = new(address);

    public Task<StatusJson> GetStatusAsync(string? source, CancellationToken stop) =>
        _node.GetAsync("status" + Query(("source", source)), Types.StatusJson, stop);

    public Task<IReadOnlyList<SourceNameJson>> GetSourcesAsync(string? source, CancellationToken stop) =>
        _node.GetAsync("sources" + Query(("source", source)), Types.IReadOnlyListSourceNameJson, stop);

    public Task<SourceStatusJson> GetSourceAsync(string source, CancellationToken stop) =>
        _node.GetAsync("sources/" + Uri.EscapeDataString(source), Types.SourceStatusJson, stop);

    public Task<IReadOnlyList<SnapshotJson>> GetSnapshotsAsync(string source, bool all, CancellationToken stop) =>
        _node.GetAsync(Of(source, "snapshots") + Query(("all", all ? "true" : null)), Types.IReadOnlyListSnapshotJson, stop);

    public Task<SnapshotJson> GetSnapshotAsync(string source, string snapshot, DateTimeOffset? at, string? store, CancellationToken stop) =>
        _node.GetAsync(
            Of(source, "snapshots/" + Uri.EscapeDataString(snapshot))
                + Query(("at", at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("store", store)),
            Types.SnapshotJson, stop);

    public async Task CopyContentAsync(string source, string snapshot, Stream destination, CancellationToken stop)
    {
        using var response = await _node.OpenAsync(Of(source, $"snapshots/{Uri.EscapeDataString(snapshot)}/content"), stop);
        await response.Content.CopyToAsync(destination, stop);
    }

    public async Task CopyFileAsync(string source, string snapshot, string path, Stream destination, CancellationToken stop)
    {
        using var response = await _node.OpenAsync(Of(source, $"snapshots/{Uri.EscapeDataString(snapshot)}/content") + Query(("path", path)), stop);
        await response.Content.CopyToAsync(destination, stop);
    }

    public IAsyncEnumerable<TreeEntryJson> GetFilesAsync(string source, string snapshot, string path, CancellationToken stop) =>
        _node.GetAllAsync(Of(source, $"snapshots/{Uri.EscapeDataString(snapshot)}/files") + Query(("path", path)), Types.TreeEntryJson, stop);

    public IAsyncEnumerable<TreeChangeJson> GetDiffAsync(string source, string from, string? to, CancellationToken stop) =>
        _node.GetAllAsync(Of(source, "diff") + Query(("from", from), ("to", to)), Types.TreeChangeJson, stop);

    public IAsyncEnumerable<PathStateJson> GetHistoryAsync(string source, string path, CancellationToken stop) =>
        _node.GetAllAsync(Of(source, "history") + Query(("path", path)), Types.PathStateJson, stop);

    public Task<OutcomeJson> SignalAsync(string source, SignalRequest request, CancellationToken stop) =>
        _node.PostAsync(Of(source, "signal"), request, Types.SignalRequest, Types.OutcomeJson, stop);

    public Task<OutcomeJson> GetOutcomeAsync(string id, CancellationToken stop) =>
        _node.GetAsync("outcomes/" + Uri.EscapeDataString(id), Types.OutcomeJson, stop);

    public Task<OutcomeJson> RestoreAsync(string source, RestoreRequest request, CancellationToken stop) =>
        _node.PostAsync(Of(source, "restore"), request, Types.RestoreRequest, Types.OutcomeJson, stop);

    public Task<RetentionJson> RetainAsync(string source, RetainRequest request, CancellationToken stop) =>
        _node.PostAsync(Of(source, "retain"), request, Types.RetainRequest, Types.RetentionJson, stop);

    public Task<IReadOnlyList<OutcomeJson>> AcceptAsync(string source, AcceptRequest request, CancellationToken stop) =>
        _node.PostAsync(Of(source, "accept"), request, Types.AcceptRequest, Types.IReadOnlyListOutcomeJson, stop);

    public Task<IReadOnlyList<OutcomeJson>> ChangeAsync(string source, string deed, SnapshotsRequest request, CancellationToken stop) =>
        _node.PostAsync(Of(source, deed), request, Types.SnapshotsRequest, Types.IReadOnlyListOutcomeJson, stop);

    public Task<RestartJson> RestartAsync(string? source, string? part, CancellationToken stop) =>
        _node.PostAsync(
            source is null ? "restart" : Of(source, "restart"), new RestartRequest(part), Types.RestartRequest, Types.RestartJson, stop);

    public Task<ReloadJson> ReloadAsync(CancellationToken stop) =>
        _node.PostAsync("reload", new RestartRequest(), Types.RestartRequest, Types.ReloadJson, stop);

    public Task<MembersJson> GetMembersAsync(string? source, CancellationToken stop) =>
        _node.GetAsync("cluster/members" + Query(("source", source)), Types.MembersJson, stop);

    public Task<ClusterChangeJson> LeaveClusterAsync(bool thenStop, CancellationToken stop) =>
        _node.PostAsync("cluster/leave", new LeaveRequest(thenStop), Types.LeaveRequest, Types.ClusterChangeJson, stop);

    public Task<ClusterChangeJson> DownAsync(string node, CancellationToken stop) =>
        _node.PostAsync("cluster/down", new DownRequest(node), Types.DownRequest, Types.ClusterChangeJson, stop);

    public async IAsyncEnumerable<LogLineJson> GetLogsAsync(
        string? source, string? part, bool follow, [EnumeratorCancellation] CancellationToken stop)
    {
        using var response = await _node.OpenAsync(
            "logs" + Query(("source", source), ("part", part), ("follow", follow ? "true" : "false")), stop);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var lines = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize(data, Types.LogLineJson)).EnumerateAsync(stop);
        await foreach (var line in lines)
            if (line.Data is { } told) yield return told;
    }

    public void Dispose() => _node.Dispose();

    private static string Of(string source, string what) => $"sources/{Uri.EscapeDataString(source)}/{what}";

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var query = "";
        foreach (var (name, value) in fields)
            if (value is not null) query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        return query;
    }
}
