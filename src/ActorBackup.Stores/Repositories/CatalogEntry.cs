using ActorBackup.Core.Stores;
using ActorBackup.Repository;

namespace ActorBackup.Stores.Repositories;

/// <summary>One snapshot of ours in the repository.</summary>
/// <param name="SideCar">As its tags tell it.</param>
/// <param name="Handle">The first file it was stored as, in hex: it stays when tags change, and the file's name with them.</param>
internal sealed record CatalogEntry(StoredSnapshot File, SideCar SideCar, string Handle, int Revision)
{
    /// <summary>Null if it is none of ours.</summary>
    /// <exception cref="FormatException">Its tags are damaged.</exception>
    public static CatalogEntry? Of(StoredSnapshot file, StoreName store)
    {
        var (document, handle) = (file.Document, HandleOf(file));
        var path = document.Paths is [var first, ..] ? first : "";
        return SnapshotTags.Read(document.Tags, document.Time.ToDateTimeOffset(), path, store, handle) is { } sideCar
            ? new CatalogEntry(file, sideCar, handle, SnapshotTags.RevisionOf(document.Tags)) : null;
    }

    public static string HandleOf(StoredSnapshot file) => (file.Document.Original ?? file.Id).ToString();
}
