using System.Text;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Stores.Tests;

/// <summary>Whole steps that a test of a store speaks of in one word.</summary>
internal static class StoreSteps
{
    public static async Task<StoredCopy> PutAsync(
        this IBackupStore store, SourceLocation source, SnapshotId id, string content, TriggerKind trigger = TriggerKind.Change, long epoch = 0)
    {
        await using var staged = await store.StageAsync(source, id, epoch, default);
        await staged.WriteAsync(Encoding.UTF8.GetBytes(content), default);
        return await staged.CommitAsync(Sample.SideCar(source, Sample.Snapshot(id, content, trigger, epoch)), LocalClaim.Instance, default);
    }

    public static Task EmptyTrashAsync(this IBackupStore store, SourceLocation source, IReadOnlyCollection<SnapshotId> ids, CancellationToken stop) =>
        store.EmptyTrashAsync(source, ids, LocalClaim.Instance, stop);

    public static async Task<List<FoundCopy>> AllAsync(this IBackupStore store, SourceLocation source)
    {
        var all = new List<FoundCopy>();
        await foreach (var found in store.ListAsync(source, default)) all.Add(found);
        return all;
    }

    public static async Task<string> ContentAsync(this IBackupStore store, SourceLocation source, SnapshotId id, StoredCopy copy)
    {
        await using var stream = await store.ReadAsync(source, id, copy, default);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
