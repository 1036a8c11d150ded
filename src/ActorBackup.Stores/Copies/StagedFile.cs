using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>A copy on its way: <c>.actorbackup/tmp/</c> until it is whole, then side-car, then its name.</summary>
internal sealed class StagedFile : IStagedCopy
{
    private const long SpaceCheckEvery = 64 << 20;

    private readonly Shelf _shelf;
    private readonly SourceLocation _source;
    private readonly SnapshotId _id;
    private readonly CopiesPolicy _policy;
    private readonly Folder _temporary;
    private readonly string _part;
    private readonly NativeFile _file;
    private readonly Func<bool> _isInPlace;
    private long _bytes, _checkedAt;
    private bool _done;

    /// <param name="shelf">Owned from here on.</param>
    /// <param name="isInPlace">Whether the store still lies where it was when this began.</param>
    public StagedFile(Shelf shelf, SourceLocation source, SnapshotId id, long epoch, CopiesPolicy policy, Func<bool> isInPlace)
    {
        (_shelf, _source, _id, _policy, _isInPlace) = (shelf, source, id, policy, isInPlace);
        _part = Shelf.PartName(source.Id, id, epoch);
        _temporary = shelf.EnterTemporary();
        try
        {
            _policy.CheckSpace(_temporary.Handle);
            _temporary.Remove(_part);
            _file = _temporary.Create(_part);
        }
        catch
        {
            _temporary.Dispose();
            throw;
        }
    }

    public StoreName Store => _policy.Store;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop) => Guarded(() =>
    {
        stop.ThrowIfCancellationRequested();
        _file.Write(content.Span);
        _bytes += content.Length;
        if (_bytes - _checkedAt < SpaceCheckEvery) return;
        _checkedAt = _bytes;
        _policy.CheckSpace(_file);
    });

    public ValueTask ResetAsync(CancellationToken stop) => Guarded(() =>
    {
        _file.Rewind(truncate: true);
        _bytes = _checkedAt = 0;
    });

    public Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop) => Task.Run(() =>
    {
        try { return Commit(sideCar, claim); }
        catch (SystemCallException e) { throw StoreErrors.Of(Store, e); }
    }, stop);

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        try
        {
            if (!_done) _temporary.Remove(_part);
        }
        catch (SystemCallException) { /* the next opening removes it */ }
        _temporary.Dispose();
        _shelf.Dispose();
        return ValueTask.CompletedTask;
    }

    private StoredCopy Commit(SideCar sideCar, IClaim claim)
    {
        CheckClaim(claim);
        if (sideCar.Snapshot.Id != _id) throw new ArgumentException($"The side-car is of {sideCar.Snapshot.Id}, the content of {_id}.", nameof(sideCar));
        _file.Sync();
        _file.Close();
        if (!_isInPlace()) throw StoreErrors.Away(Store, _shelf.Root.Path, "was unmounted or replaced while a copy was written");
        using var sideCars = _shelf.EnterSideCars();
        if (sideCars.Stat(Shelf.SideCarName(_id)) is not null && _shelf.ReadSideCar(sideCars, Shelf.SideCarName(_id), _id) is { } there
            && CopyNames.IsPlain(there.Snapshot.Copies[0].Handle) && _shelf.Root.Stat(there.Snapshot.Copies[0].Handle) is not null)
            throw new StoreException(StoreFailure.Transient, $"store {Store}: snapshot {_id} of {_source.Id} is there already; take another id");
        foreach (var name in new CopyNames(_shelf, _policy, _source).Free(sideCar.Snapshot))
        {
            var copy = new StoredCopy(Store, name, _bytes);
            if (TryPlace(sideCars, sideCar, copy, claim)) return copy;
        }
        throw new InvalidOperationException("Names never end.");
    }

    // Side-car first, name last: a listed copy is whole, and a kill in between leaves a side-car without its copy, which is listed as incomplete.
    private bool TryPlace(Folder sideCars, SideCar sideCar, StoredCopy copy, IClaim claim)
    {
        var named = false;
        try
        {
            CheckClaim(claim);
            _shelf.WriteSideCar(sideCars, Shelf.SideCarName(_id), sideCar, copy);
            CheckClaim(claim);
            if (!(named = _temporary.TryRenameNew(_part, _shelf.Root, copy.Handle))) return false;
            _shelf.Root.Sync();
            return _done = true;
        }
        catch (Exception e) when (e is SystemCallException or StoreException)
        {
            Withdraw(sideCars, named ? copy.Handle : null);
            throw;
        }
    }

    private void CheckClaim(IClaim claim)
    {
        if (!claim.Holds)
            throw new StoreException(StoreFailure.NotOwner, $"store {Store}: this node's ownership of {_source.Id} ended before snapshot {_id} got its name; it is not stored");
    }

    private void Withdraw(Folder sideCars, string? name)
    {
        try
        {
            if (name is not null) _shelf.Root.Remove(name);
            sideCars.Remove(Shelf.SideCarName(_id));
        }
        catch (SystemCallException) { /* then it is listed as incomplete, or adopted: neither tells a lie */ }
    }

    private ValueTask Guarded(Action action)
    {
        try
        {
            action();
            return ValueTask.CompletedTask;
        }
        catch (SystemCallException e) { return ValueTask.FromException(StoreErrors.Of(Store, e)); }
        catch (StoreException e) { return ValueTask.FromException(e); }
    }
}
