using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Trees;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Views;

/// <summary>What is in snapshots of folders, as other programs see it.</summary>
internal static class TreeView
{
    public static TreeEntryJson Of(TreeEntry e) => new(e.Path, Words.Of(e.Kind), e.Bytes, e.ModifiedAt, "0" + Convert.ToString(e.Mode, 8), e.LinkTarget);

    public static TreeChangeJson Of(TreeChange c) => new(c.Path, Words.Of(c.Kind), Words.Of((c.After ?? c.Before)!.Kind), c.Before?.Bytes, c.After?.Bytes);

    public static PathStateJson Of(Snapshot snapshot, PathState s) => new(
        s.Snapshot.Value, snapshot.TakenAt, s.Change is { } change ? Words.Of(change) : null, s.Entry is not null, s.Entry is { } entry ? Words.Of(entry.Kind) : null,
        s.Entry?.Bytes, s.Entry?.ModifiedAt, s.FilesChanged, s.Files);
}
