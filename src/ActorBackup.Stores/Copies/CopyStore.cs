using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>The store of kind <c>copies</c>: plain time-stamped files, one place per folder (rules 7).</summary>
/// <remarks>Every operation opens the place anew, checks its identity and works relative to the open folder. An opening comes first:
/// before it every operation fails as away. The configured folder may itself be a link; below it none is followed. Linux only.
/// A shared source takes no lock: its nodes keep each other out by ownership. A lock or a staged copy keeps the place's filesystem busy for umount; a <see cref="CloseAsync"/> lets it go.</remarks>
public sealed class CopyStore : IBackupStore
{
    private readonly CopiesPolicy _policy;
    private readonly TimeZoneInfo _zone;
    private readonly Action<string> _warn;
    private readonly ConcurrentDictionary<string, StoreIdentity> _known = new();
    private readonly ConcurrentDictionary<SourceLocation, SourceLock> _locks = new();

    /// <param name="zone">The zone that times in names are of; null means the clock's own.</param>
    /// <param name="warn">Told of side-cars that cannot be read; they are no failure.</param>
    /// <exception cref="FormatException">The name template is wrong.</exception>
    public CopyStore(CopiesSettings settings, TimeProvider clock, TimeZoneInfo? zone = null, Action<string>? warn = null)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("The copies store runs on Linux: it needs fsync with errors, flock and renameat2.");
        (_policy, _zone, _warn) = (new CopiesPolicy(settings), zone ?? clock.LocalTimeZone, warn ?? (_ => { }));
    }

    public StoreName Name => _policy.Store;

    public Task<PlaceOpening> OpenAsync(SourceLocation source, StoreIdentity? known, PlaceUse use, CancellationToken stop) =>
        Run(() => Open(source, known, use), stop);

    public Task CloseAsync(SourceLocation source)
    {
        if (_locks.TryRemove(source, out var held)) held.Dispose();
        return Task.CompletedTask;
    }

    public Task<IStagedCopy> StageAsync(SourceLocation source, SnapshotId id, long epoch, CancellationToken stop) => Run<IStagedCopy>(() =>
    {
        var place = Enter(source);
        try { return new StagedFile(new Shelf(place, Name, source.Id), source, id, epoch, _policy, place.IsInPlace); }
        catch
        {
            place.Dispose();
            throw;
        }
    }, stop);

    public async IAsyncEnumerable<FoundCopy> ListAsync(SourceLocation source, [EnumeratorCancellation] CancellationToken stop)
    {
        var found = await WithShelf(source, s => new Shelving(s, new SourceNames(_policy.Names, source), _zone, _warn).List(), stop);
        foreach (var copy in found) yield return copy;
    }

    public Task<Stream> ReadAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => WithShelf<Stream>(source, shelf =>
    {
        using var trash = shelf.TryEnterTrash(id);
        var (folder, name) = trash is not null && Shelf.TrashedCopy(trash) is { } trashed ? (trash, trashed) : (shelf.Root, copy.Handle);
        if (!CopyNames.IsPlain(name) || folder.Stat(name) is not { } status)
            throw new StoreException(StoreFailure.Missing, $"store {Name}: {folder.Describe(name)} is not there; snapshot {id} of {source.Id} must come from another store");
        if (!status.IsFile)
            throw new StoreException(StoreFailure.Damaged, $"store {Name}: {folder.Describe(name)} is {status.TypeName}, not the copy of snapshot {id}");
        return new StoredContent(folder.OpenRead(name), Name);
    }, stop);

    public Task DescribeAsync(SideCar sideCar, StoredCopy copy, CancellationToken stop) =>
        WithShelf(new SourceLocation(sideCar.Source, sideCar.SourcePath), shelf =>
        {
            var id = sideCar.Snapshot.Id;
            using var trash = shelf.TryEnterTrash(id);
            using var sideCars = shelf.EnterSideCars();
            if (trash is not null && Shelf.TrashedCopy(trash) is not null) shelf.WriteSideCar(trash, Shelf.TrashedSideCar, sideCar, copy);
            else shelf.WriteSideCar(sideCars, Shelf.SideCarName(id), sideCar, copy);
            return true;
        }, stop);

    public Task TrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => WithShelf(source, shelf =>
    {
        new CopyMoves(shelf, _policy, source).Trash(id, copy);
        return true;
    }, stop);

    public Task<StoredCopy> UntrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) =>
        WithShelf(source, shelf => new CopyMoves(shelf, _policy, source).Untrash(id, copy), stop);

    public Task EmptyTrashAsync(SourceLocation source, IReadOnlyCollection<SnapshotId> ids, IClaim claim, CancellationToken stop) => WithShelf(source, shelf =>
    {
        foreach (var id in ids)
        {
            stop.ThrowIfCancellationRequested();
            StoreErrors.Demand(claim, Name, source.Id);
            new CopyMoves(shelf, _policy, source).Empty(id);
        }
        return true;
    }, stop);

    public Task<StoreSpace> SpaceAsync(SourceLocation source, CancellationToken stop) => Run(() =>
    {
        using var place = Enter(source);
        return PlaceSpace.Measure(place, Name);
    }, stop);

    public Task RemoveLeftoversAsync(SourceLocation source, long below, CancellationToken stop) => WithShelf(source, shelf =>
    {
        shelf.RemoveLeftovers(below);
        return true;
    }, stop);

    public Task<Tidied> TidyAsync(SourceLocation source, Tidying tidying, Func<bool> mayAct, CancellationToken stop) => Run(() =>
    {
        using var place = Enter(source);
        return new PlaceTidying(place, tidying, mayAct, stop).Run();
    }, stop);

    public ValueTask DisposeAsync()
    {
        foreach (var source in _locks.Keys) CloseAsync(source);
        return ValueTask.CompletedTask;
    }

    private PlaceOpening Open(SourceLocation source, StoreIdentity? known, PlaceUse use)
    {
        var path = _policy.PlaceOf(source);
        // A place that another source has brought here is no first contact, whatever this one remembers.
        known ??= _known.GetValueOrDefault(path);
        var place = OpenPlace.TryOpen(path, known, out var found, out var reason);
        var isNew = false;
        try
        {
            if (place is null)
            {
                if (known is not null || found is not null || use == PlaceUse.Read) return LetGo(source, new PlaceOpening.Away(path, reason));
                if (_policy.MustExist(source) is { } folder && !Directory.Exists(folder))
                    return LetGo(source, new PlaceOpening.Away(path, $"cannot be made: {folder} is not there"));
                OpenPlace.Make(path);
                if ((place = OpenPlace.TryOpen(path, null, out found, out reason)) is null) return LetGo(source, new PlaceOpening.Away(path, reason));
                isNew = true;
            }
            if (use == PlaceUse.Run && !source.Shared && !TryLock(source, place, out var holder))
                return new PlaceOpening.Locked(path, $"{source.Id} is run there by {holder}; stop it, or give one of the two another folder");
            _known[path] = found!;
            return new PlaceOpening.Here(path, found!, isNew);
        }
        catch (SystemCallException e) when (StoreErrors.KindOf(e.Errno) != StoreFailure.Full)
        {
            return LetGo(source, new PlaceOpening.Away(path, $"cannot be used: {e.Message}"));
        }
        finally
        {
            place?.Dispose();
        }
    }

    private bool TryLock(SourceLocation source, OpenPlace place, out string holder)
    {
        holder = "";
        if (_locks.TryGetValue(source, out var held) && held.IsIn(place.Own, source.Id.Key)) return true;
        LetGo(source, null);
        if (SourceLock.TryTake(place.Own, source.Id.Key, out holder) is not { } taken) return false;
        _locks[source] = taken;
        // Only the first time: later this process's own copies may be on their way.
        new Shelf(place, Name, source.Id).RemoveLeftovers();
        return true;
    }

    // The lock of a place that has gone keeps its filesystem from being unmounted and guards nothing.
    private PlaceOpening LetGo(SourceLocation source, PlaceOpening? opening)
    {
        if (_locks.TryRemove(source, out var held)) held.Dispose();
        return opening!;
    }

    private OpenPlace Enter(SourceLocation source)
    {
        var path = _policy.PlaceOf(source);
        if (!_known.TryGetValue(path, out var known)) throw StoreErrors.Away(Name, path, "has not been opened");
        return OpenPlace.TryOpen(path, known, out _, out var reason) ?? throw StoreErrors.Away(Name, path, reason);
    }

    private Task<T> WithShelf<T>(SourceLocation source, Func<Shelf, T> use, CancellationToken stop) => Run(() =>
    {
        using var shelf = new Shelf(Enter(source), Name, source.Id);
        return use(shelf);
    }, stop);

    // Off the caller's thread: every step may block on a slow disk.
    private Task<T> Run<T>(Func<T> operation, CancellationToken stop) => Task.Run(() =>
    {
        try { return operation(); }
        catch (SystemCallException e) { throw StoreErrors.Of(Name, e); }
        catch (FormatException e) { throw new StoreException(StoreFailure.Damaged, $"store {Name}: {e.Message}", e); }
    }, stop);
}
