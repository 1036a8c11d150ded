using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;
using ActorBackup.Repository;
using ActorBackup.Repository.Reading;
using ActorBackup.Stores.Copies;

namespace ActorBackup.Stores.Repositories;

/// <summary>The store of kind <c>repository</c>: snapshots in restic's format, all sources in one repository, told apart by their tags.</summary>
/// <remarks>The repository's id is the place's identity. What a capture writes is durable and listed when the commit returns. Marks (trash, verdicts, pins) count
/// at once and are written in batches; removals are made together, under one exclusive lock. Memory: about 64 bytes a blob and 2 KB a snapshot.</remarks>
public sealed partial class RepositoryStore : IBackupStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RepositorySettings _settings;
    private readonly VaultOpening _opening;
    private readonly CommitRules _rules;
    private readonly TimeProvider _clock;
    private readonly Action<string> _tell;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentDictionary<SourceLocation, SourceLock> _locks = new();
    private StoreIdentity? _known;

    /// <param name="options">Clocks, host and warnings; the rest comes from the settings.</param>
    /// <param name="programVersion">Written into snapshots.</param>
    /// <param name="tell">Told, once per opening, what was opened.</param>
    public RepositoryStore(RepositorySettings settings, RepositoryOptions options, string programVersion, Action<string>? tell = null)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("The repository store runs on Linux: it needs fsync with errors and flock.");
        var door = new VaultDoor(settings, options);
        (_settings, _clock, _tell) = (settings, options.Clock, tell ?? (_ => { }));
        _opening = new VaultOpening(settings, door, options.Warn);
        _rules = new CommitRules(settings.Name, options.Clock.LocalTimeZone, programVersion, options.Clock, Patience);
    }

    public StoreName Name => _settings.Name;

    public Task<PlaceOpening> OpenAsync(SourceLocation source, StoreIdentity? known, PlaceUse use, CancellationToken stop) => Task.Run(async () =>
    {
        await _gate.WaitAsync(stop);
        try
        {
            var before = _opening.Current;
            // A repository that another source has brought here is no first contact, whatever this one remembers.
            var opening = await _opening.OpenAsync(known ?? _known, use == PlaceUse.Run, stop);
            if (opening is not PlaceOpening.Here here)
            {
                LetGo(source);
                return opening;
            }
            _known = here.Identity;
            if (_opening.Current != before) _tell(Describe(_opening.Current!));
            return use == PlaceUse.Run && !source.Shared && !TryLock(source, out var holder)
                ? new PlaceOpening.Locked(here.Place, $"{source.Id} is run there by {holder}; stop it, or give one of the two another repository or name") : here;
        }
        catch (SystemCallException e)
        {
            LetGo(source);
            return new PlaceOpening.Away(_settings.Location, $"cannot be used: {e.Message}");
        }
        finally
        {
            _gate.Release();
        }
    }, stop);

    public Task CloseAsync(SourceLocation source)
    {
        LetGo(source);
        return Task.CompletedTask;
    }

    public Task<IStagedCopy> StageAsync(SourceLocation source, SnapshotId id, long epoch, CancellationToken stop) => Run<IStagedCopy>(vault =>
    {
        CheckSpace();
        return Task.FromResult<IStagedCopy>(new StagedContent(vault, source, id, _rules));
    }, stop);

    public async IAsyncEnumerable<FoundCopy> ListAsync(SourceLocation source, [EnumeratorCancellation] CancellationToken stop)
    {
        var found = await Run(async vault =>
        {
            await vault.Catalog.RefreshAsync(stop);
            return vault.Catalog.Of(source.Id).Select(entry => Found(vault, entry)).ToList();
        }, stop);
        foreach (var copy in found) yield return copy;
    }

    public Task<Stream> ReadAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => Run<Stream>(async vault =>
    {
        var entry = await FindAsync(vault, source, id, copy, stop) ?? throw Missing(source, id);
        await vault.Repository.RefreshIndexAsync(stop);
        var path = SnapshotPath.Parse(entry.SideCar.SourcePath);
        var node = await new SnapshotTree(vault.Repository, entry.File.Document.Tree).FindAsync(path, stop)
            ?? throw new StoreException(StoreFailure.Damaged, $"store {Name}: snapshot {id} of {source.Id} has no file {entry.SideCar.SourcePath} in it");
        return new ContentStream(vault.Repository, node, Name);
    }, stop);

    public Task DescribeAsync(SideCar sideCar, StoredCopy copy, CancellationToken stop) => Run(async vault =>
    {
        if (await FindAsync(vault, new SourceLocation(sideCar.Source, sideCar.SourcePath), sideCar.Snapshot.Id, copy, stop) is not { } entry)
            throw Missing(new SourceLocation(sideCar.Source, sideCar.SourcePath), sideCar.Snapshot.Id);
        var now = vault.Deferred.Of(entry).Snapshot.Copies[0];
        vault.Deferred.Put(entry, sideCar with { SourcePath = entry.SideCar.SourcePath, Snapshot = sideCar.Snapshot with { TakenAt = entry.SideCar.Snapshot.TakenAt, Copies = [now] } });
        return true;
    }, stop);

    public Task TrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => Run(async vault =>
    {
        if (await FindAsync(vault, source, id, copy, stop) is not { } entry || vault.Deferred.IsInTrash(entry)) return false;
        Move(vault, entry, now => now with { State = CopyState.Trash, RemovedBy = copy.RemovedBy, RemovedAt = copy.RemovedAt ?? _clock.GetUtcNow() });
        return true;
    }, stop);

    public Task<StoredCopy> UntrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => Run(async vault =>
    {
        var entry = await FindAsync(vault, source, id, copy, stop) ?? throw Missing(source, id);
        Move(vault, entry, now => now with { State = CopyState.Live, RemovedBy = null, RemovedAt = null });
        return copy with { Handle = entry.Handle, State = CopyState.Live, RemovedBy = null, RemovedAt = null };
    }, stop);

    public Task EmptyTrashAsync(SourceLocation source, IReadOnlyCollection<SnapshotId> ids, IClaim claim, CancellationToken stop) => Run(async vault =>
    {
        await vault.Catalog.RefreshAsync(stop);
        var going = ids.ToImmutableHashSet();
        var entries = vault.Catalog.Of(source.Id).Where(e => going.Contains(e.SideCar.Snapshot.Id) && vault.Deferred.IsInTrash(e)).ToList();
        if (entries.Count > 0) await RemoveAsync(vault, entries, () => StoreErrors.Demand(claim, Name, source.Id), stop);
        return true;
    }, stop);

    /// <summary>Live and trash are what the snapshots would take alone, uncompressed: what deduplication saves belongs to none of them.</summary>
    public Task<StoreSpace> SpaceAsync(SourceLocation source, CancellationToken stop) => Run(async vault =>
    {
        await vault.Catalog.RefreshAsync(stop);
        var bytes = vault.Catalog.Everything.DistinctBy(e => e.Handle).ToLookup(vault.Deferred.IsInTrash, e => e.SideCar.Snapshot.Bytes);
        var fileSystem = FileSystem.Of(vault.Location);
        return new StoreSpace(fileSystem.FreeBytes, fileSystem.TotalBytes, bytes[false].Sum(), bytes[true].Sum());
    }, stop);

    /// <summary>Nothing half-written is ever listed; packs that nobody refers to go with the next prune.</summary>
    public Task RemoveLeftoversAsync(SourceLocation source, long below, CancellationToken stop) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _locks.Keys) LetGo(source);
        await _gate.WaitAsync();
        try
        {
            await WriteMarksAtTheEndAsync();
            await _opening.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private static FoundCopy Found(Vault vault, CatalogEntry entry)
    {
        var sideCar = vault.Deferred.Of(entry);
        return new FoundCopy(sideCar, entry.Handle, sideCar.Snapshot.TakenAt, sideCar.Snapshot.Bytes, vault.Deferred.IsInTrash(entry), Complete: true);
    }

    private static void Move(Vault vault, CatalogEntry entry, Func<StoredCopy, StoredCopy> move)
    {
        var sideCar = vault.Deferred.Of(entry);
        vault.Deferred.Put(entry, sideCar with { Snapshot = sideCar.Snapshot with { Copies = [move(sideCar.Snapshot.Copies[0])] } });
    }

    private static async Task<CatalogEntry?> FindAsync(Vault vault, SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop)
    {
        if (vault.Catalog.Find(source.Id, id, copy.Handle) is { } known) return known;
        await vault.Catalog.RefreshAsync(stop);
        return vault.Catalog.Find(source.Id, id, copy.Handle);
    }

    private bool TryLock(SourceLocation source, out string holder)
    {
        holder = "";
        using var root = Folder.Open(_settings.Location);
        using var own = root.Enter(OpenPlace.OwnName);
        if (_locks.TryGetValue(source, out var held) && held.IsIn(own, source.Id.Key)) return true;
        LetGo(source);
        if (SourceLock.TryTake(own, source.Id.Key, out holder) is not { } taken) return false;
        _locks[source] = taken;
        return true;
    }

    // The lock of a place that has gone keeps its filesystem from being unmounted and guards nothing.
    private void LetGo(SourceLocation source)
    {
        if (_locks.TryRemove(source, out var held)) held.Dispose();
    }

    private void CheckSpace()
    {
        var space = FileSystem.Of(_settings.Location);
        if (space.TotalBytes == 0 || space.FreeBytes >= _settings.MinFree * space.TotalBytes) return;
        throw new StoreException(StoreFailure.Full, string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"store {Name}: {_settings.Location} has {space.FreeBytes >> 20} MiB of {space.TotalBytes >> 20} MiB free, less than min-free ({_settings.MinFree:P0}); free some space there, or forget snapshots and run `actorbackup store prune {Name}`"));
    }

    private StoreException Missing(SourceLocation source, SnapshotId id) =>
        new(StoreFailure.Missing, $"store {Name}: snapshot {id} of {source.Id} is not in the repository {_settings.Location} any more; it must come from another store");

    private string Describe(Vault vault) =>
        $"repository {vault.Identity.Value[..16]} at {vault.Location}, format version {vault.Repository.Config.Version}, times written in {_rules.Zone.Id}";

    private Vault Enter()
    {
        var vault = _opening.Current ?? throw StoreErrors.Away(Name, _settings.Location, "has not been opened");
        return vault.IsInPlace ? vault : throw StoreErrors.Away(Name, _settings.Location, "has no repository any more (not mounted?)");
    }

    // Off the caller's thread: every step may block on a slow disk.
    private Task<T> Run<T>(Func<Vault, Task<T>> operation, CancellationToken stop) => Task.Run(async () =>
    {
        try { return await operation(Enter()); }
        catch (RepositoryException e) { throw VaultErrors.Of(Name, e); }
        catch (SystemCallException e) { throw StoreErrors.Of(Name, e); }
    }, stop);
}
