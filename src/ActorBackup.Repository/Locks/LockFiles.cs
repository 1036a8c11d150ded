using ActorBackup.Linux;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Locks;

/// <summary>The lock files of a repository: ours are written, others' are looked at and, if stale and asked for, deleted (format specification, section 14).</summary>
internal sealed class LockFiles(IBackend backend, UnpackedFiles documents, RepositoryOptions options)
{
    /// <summary>Two who write and look at the same time see each other after this; restic's number.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(200);

    private const int MostLooks = 10;

    public IBackend Backend => backend;

    public RepositoryOptions Options => options;

    /// <summary>As restic: looks, writes, waits, looks again.</summary>
    public async Task<RepositoryLock> AcquireAsync(LockMode mode, CancellationToken stop)
    {
        if (await FindConflictAsync(mode, ours: null, stop) is { } before) throw Locked(before);
        var (ours, other) = await WriteThenLookAsync(mode, LookAgainAfter, stop);
        return ours ?? throw Locked(other!);
    }

    /// <summary>Writes, then looks at once. Safe beside those who wait: of two, the one who writes later sees the other's.</summary>
    /// <returns>Ours, or whose stands against it.</returns>
    public Task<(RepositoryLock? Ours, StoredLock? Other)> TryAcquireAtOnceAsync(LockMode mode, CancellationToken stop) => WriteThenLookAsync(mode, TimeSpan.Zero, stop);

    /// <summary>Whose lock stands against it; null if none does.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Locked"/>: a lock cannot be read.</exception>
    public async Task<StoredLock?> FindConflictAsync(LockMode mode, LockId? ours, CancellationToken stop)
    {
        for (var look = 1; ; look++)
        {
            var vanished = false;
            await foreach (var file in backend.ListAsync(FileKind.Lock, stop))
            {
                // An empty one is what a crash of a foreign program left; nobody can own it.
                if (file.Bytes == 0 || file.File.Name == ours?.Value) continue;
                var found = await TryLoadAsync(new LockId(file.File.Name), stop);
                if (found is not null && (mode == LockMode.Exclusive || found.Document.Exclusive)) return found;
                vanished |= found is null;
            }
            // Who refreshes a lock writes a new one and deletes the old: a listing may have shown the old one only.
            if (!vanished || look == MostLooks) return null;
        }
    }

    public async Task<LockId> WriteAsync(LockMode mode, CancellationToken stop)
    {
        Hangup.Survive();
        var document = new LockDocument(
            NodeTime.From(options.Clock.GetLocalNow()), mode == LockMode.Exclusive, options.Hostname, options.Username, Environment.ProcessId,
            ProcessIdentity.User, ProcessIdentity.Group);
        return new LockId((await documents.SaveAsync(FileKind.Lock, LockFormat.Write(document), stop)).Name);
    }

    public async Task<IReadOnlyList<StoredLock>> ListAsync(CancellationToken stop)
    {
        var found = new List<StoredLock>();
        await foreach (var file in backend.ListAsync(FileKind.Lock, stop))
        {
            try
            {
                if (file.Bytes > 0 && await TryLoadAsync(new LockId(file.File.Name), stop) is { } there) found.Add(there);
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Locked)
            {
                options.Warn(e.Message);
            }
        }
        return found;
    }

    public async Task<int> UnlockAsync(bool all, CancellationToken stop)
    {
        var removed = 0;
        foreach (var id in all ? await AllAsync(stop) : (await ListAsync(stop)).Where(l => l.IsStale).Select(l => l.Id))
        {
            await backend.RemoveAsync(FileHandle.Of(id), stop);
            removed++;
        }
        return removed;
    }

    private async Task<(RepositoryLock? Ours, StoredLock? Other)> WriteThenLookAsync(LockMode mode, TimeSpan pause, CancellationToken stop)
    {
        var id = await WriteAsync(mode, stop);
        StoredLock? other;
        try
        {
            if (pause > TimeSpan.Zero) await Task.Delay(pause, options.Clock, stop);
            other = await FindConflictAsync(mode, id, stop);
        }
        catch
        {
            await backend.RemoveAsync(FileHandle.Of(id), CancellationToken.None);
            throw;
        }
        if (other is null) return (new RepositoryLock(this, mode, id), null);
        await backend.RemoveAsync(FileHandle.Of(id), CancellationToken.None);
        return (null, other);
    }

    private RepositoryException Locked(StoredLock by) => new(RepositoryFailure.Locked, $"{backend.Location} is locked: {by}. "
        + (by.IsStale ? "It is stale; 'store unlock' deletes it." : "Wait until that is done. If nobody works on the repository, 'store unlock --all' deletes every lock."));

    /// <summary>Null if it was deleted meanwhile.</summary>
    private async Task<StoredLock?> TryLoadAsync(LockId id, CancellationToken stop)
    {
        try
        {
            var document = LockFormat.Read((await documents.LoadAsync(FileHandle.Of(id), stop)).Span);
            return new StoredLock(id, document, LockAge.IsStale(document, options.Clock.GetUtcNow(), options.Hostname));
        }
        catch (RepositoryException e) when (e.Failure == RepositoryFailure.Missing)
        {
            return null;
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
        {
            throw new RepositoryException(RepositoryFailure.Locked, $"{backend.Location} is locked by a lock that cannot be read, so nobody knows against what it stands: "
                + $"{e.Message} If nobody works on the repository, 'store unlock --all' deletes every lock.", e);
        }
    }

    private async Task<List<LockId>> AllAsync(CancellationToken stop)
    {
        var ids = new List<LockId>();
        await foreach (var file in backend.ListAsync(FileKind.Lock, stop)) ids.Add(new LockId(file.File.Name));
        return ids;
    }
}
