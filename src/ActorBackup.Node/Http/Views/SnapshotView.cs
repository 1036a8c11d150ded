using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Views;

/// <summary>Snapshots as other programs see them.</summary>
/// <param name="ConfigFile">Part of the restore command, so that it works from any folder; null if there is none.</param>
internal sealed record SnapshotView(string? ConfigFile)
{
    public IReadOnlyList<SnapshotJson> Of(SourceProtocol.Snapshots listed) => [.. listed.List.Select(s => Of(listed.Source, s))];

    public SnapshotJson Of(SourceProtocol.Chosen chosen) => Of(chosen.Source, chosen.Snapshot) with
    {
        Path = chosen.Path,
        Passed = [.. chosen.Passed.Select(s => Of(chosen.Source, s))],
    };

    private SnapshotJson Of(SourceId source, Snapshot s) => new(
        source.Value, s.Id.Value, s.Sequence, Words.Of(s.State), s.TakenAt, [.. s.Triggers.Select(t => Words.Of(t.Kind))], s.Tier, s.Items,
        s.Counters, s.Bytes, Files: s.Tree?.Files ?? 1, FilesChanged: s.Tree is { } tree ? tree.FilesNew + tree.FilesChanged : null, s.Incomplete,
        new HealthJson(Words.Of(s.Health.Verdict), s.Health.Reason, s.Health.AcceptedBy),
        s.Pinned, s.Label, s.Digest.Hex, [.. s.Copies.Select(Of)], RestoreCommand(source, s.Id))
    {
        Unreadable = s.Tree is { Unreadable: > 0 } named ? named.UnreadableItems : null,
    };

    private static StoredCopyJson Of(StoredCopy c) => new(
        c.Store.Value, c.Handle, c.Compressed, Words.Of(c.State), c.StoredBytes, c.RemovedBy, c.RemovedAt);

    private string RestoreCommand(SourceId source, SnapshotId id) =>
        $"actorbackup restore {ShellQuote.Of(source.Value)} {id}" + (ConfigFile is null ? "" : $" --config {ShellQuote.Of(ConfigFile)}");
}
