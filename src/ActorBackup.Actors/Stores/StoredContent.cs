using System.Security.Cryptography;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Actors.Stores;

/// <summary>Reads what a store holds and compares it with its digest.</summary>
internal static class StoredContent
{
    /// <returns>Null if it is what it should be, else what is wrong with it.</returns>
    /// <exception cref="StoreException">It could not be read to its end for a reason that says nothing about it.</exception>
    public static async Task<string?> FindFaultAsync(IBackupStore store, SourceLocation source, Snapshot snapshot, StoredCopy copy, CancellationToken stop)
    {
        if (source.IsTree) return store is ITreeStore trees ? await trees.FindTreeFaultAsync(source, snapshot.Id, copy, stop) : "it is a folder, in a store that keeps none";
        try
        {
            await using var content = await store.ReadAsync(source, snapshot.Id, copy, stop);
            var digest = ContentDigest.Of(await SHA256.HashDataAsync(content, stop));
            return digest == snapshot.Digest ? null : $"its content has the digest {digest.Hex[..16]}…, not {snapshot.Digest.Hex[..16]}…";
        }
        catch (StoreException failure) when (failure.Kind is StoreFailure.Damaged or StoreFailure.Missing)
        {
            return failure.Message;
        }
        catch (InvalidDataException failure)
        {
            return failure.Message;
        }
    }
}
