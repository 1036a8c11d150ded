using ActorBackup.Repository.Json;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Documents;

/// <summary>The summary within a snapshot: all fields always, in restic's order.</summary>
internal static class SummaryFormat
{
    private const int Numbers = 12;

    public static void Write(GoJsonWriter json, SnapshotSummary summary)
    {
        json.Raw("{"u8);
        json.Name("backup_start"u8);
        json.Time(summary.BackupStart);
        json.Name("backup_end"u8);
        json.Time(summary.BackupEnd);
        ReadOnlySpan<ulong> values =
        [
            summary.FilesNew, summary.FilesChanged, summary.FilesUnmodified, summary.FoldersNew, summary.FoldersChanged, summary.FoldersUnmodified,
            summary.DataBlobs, summary.TreeBlobs, summary.DataAdded, summary.DataAddedPacked, summary.TotalFilesProcessed, summary.TotalBytesProcessed,
        ];
        for (var i = 0; i < Numbers; i++)
        {
            json.Name(NameOf(i));
            json.Number(values[i]);
        }
        json.Raw("}"u8);
    }

    public static SnapshotSummary? Read(ref GoJsonReader reader)
    {
        var (start, end) = (default(NodeTime), default(NodeTime));
        Span<ulong> values = stackalloc ulong[Numbers];
        if (!reader.EnterObject()) return null;
        while (reader.NextField())
        {
            if (reader.IsNull) continue;
            if (reader.Is("backup_start"u8)) start = reader.Time();
            else if (reader.Is("backup_end"u8)) end = reader.Time();
            else if (Find(reader) is var found and >= 0) values[found] = reader.Number(ulong.MaxValue);
            else reader.Skip();
        }
        return new SnapshotSummary(
            start, end, values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9], values[10], values[11]);
    }

    private static int Find(in GoJsonReader reader)
    {
        for (var i = 0; i < Numbers; i++)
            if (reader.Is(NameOf(i))) return i;
        return -1;
    }

    private static ReadOnlySpan<byte> NameOf(int number) => number switch
    {
        0 => "files_new"u8,
        1 => "files_changed"u8,
        2 => "files_unmodified"u8,
        3 => "dirs_new"u8,
        4 => "dirs_changed"u8,
        5 => "dirs_unmodified"u8,
        6 => "data_blobs"u8,
        7 => "tree_blobs"u8,
        8 => "data_added"u8,
        9 => "data_added_packed"u8,
        10 => "total_files_processed"u8,
        11 => "total_bytes_processed"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "The summary has twelve numbers."),
    };
}
