using System.Security.Cryptography;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Node.Http;

namespace ActorBackup.Node.Hosting;

/// <summary>Reads snapshots straight from their stores, for reading only: nothing is locked, created or marked.</summary>
internal sealed class SnapshotContent(Func<NodeSettings> settings, Func<StoreSettings, IBackupStore> openStore) : ISnapshotContent
{
    public async Task<Stream> OpenVerifiedAsync(SourceProtocol.Chosen chosen, CancellationToken stop)
    {
        var findings = new List<string>();
        foreach (var copy in chosen.Snapshot.Copies.Where(c => c.State == CopyState.Live))
        {
            if (!settings().Stores.TryGetValue(copy.Store, out var configured))
            {
                findings.Add($"{copy.Store}: no longer configured");
                continue;
            }

            var store = openStore(configured);
            try
            {
                if (await FindFaultAsync(store, chosen, copy, stop) is not { } fault) return await OpenAsync(store, chosen, copy, stop);
                findings.Add($"{copy.Store}: {fault}");
            }
            catch (StoreException failure)
            {
                findings.Add($"{copy.Store}: {failure.Message}");
            }

            await store.DisposeAsync();
        }

        throw new RefusedException(RefusalKind.Failed, findings.Count == 0
            ? $"snapshot {chosen.Snapshot.Id} of {chosen.Source} is in no store now"
            : $"snapshot {chosen.Snapshot.Id} of {chosen.Source} cannot be read whole: {string.Join("; ", findings)}");
    }

    private static async Task<string?> FindFaultAsync(IBackupStore store, SourceProtocol.Chosen chosen, StoredCopy copy, CancellationToken stop)
    {
        var location = new SourceLocation(chosen.Source, chosen.Path);
        if (await store.OpenAsync(location, known: null, PlaceUse.Read, stop) is PlaceOpening.Away away) return away.Reason;
        await using var content = await store.ReadAsync(location, chosen.Snapshot.Id, copy, stop);
        var digest = ContentDigest.Of(await SHA256.HashDataAsync(content, stop));
        return digest == chosen.Snapshot.Digest ? null : "its content does not match its digest; `actorbackup restore` would mark it damaged";
    }

    private static async Task<Stream> OpenAsync(IBackupStore store, SourceProtocol.Chosen chosen, StoredCopy copy, CancellationToken stop)
    {
        var content = await store.ReadAsync(new SourceLocation(chosen.Source, chosen.Path), chosen.Snapshot.Id, copy, stop);
        return new VerifiedStream(content, chosen.Snapshot.Digest, store);
    }
}
