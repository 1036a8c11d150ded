using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>A store in memory, with switches for what real ones do to us. Keeps content, side-cars and trash per source, and a log of deeds.</summary>
internal sealed class FakeStore(StoreName name) : IBackupStore
{
    private readonly Lock _gate = new();

    public StoreName Name => name;

    /// <summary>Null: here.</summary>
    public string? AwayBecause { get; set; }

    public string? LockedBecause { get; set; }

    /// <summary>Thrown by staging, commits and deeds.</summary>
    public StoreException? FailsWith { get; set; }

    /// <summary>Commits wait for this.</summary>
    public TaskCompletionSource? CommitGate { get; set; }

    public StoreIdentity Identity { get; set; } = new("identity-1");
    public ConcurrentQueue<string> Deeds { get; } = [];

    /// <summary>The epoch of each copy that was begun.</summary>
    public ConcurrentQueue<long> StagedIn { get; } = [];
    public Dictionary<SnapshotId, Entry> Entries { get; } = [];
    public int Opens { get; private set; }
    public bool IsDisposed { get; private set; }
    public StoreSpace Space { get; set; } = new(FreeBytes: 50L << 30, TotalBytes: 100L << 30, LiveBytes: 0, TrashBytes: 0);

    public IReadOnlyList<SnapshotId> Live { get { lock (_gate) return [.. Entries.Where(e => !e.Value.InTrash).Select(e => e.Key).OrderBy(id => id.Value, StringComparer.Ordinal)]; } }
    /// <summary>Everything that counts in it, to be compared.</summary>
    public string Picture { get { lock (_gate) return string.Join('\n', Entries.OrderBy(e => e.Key.Value, StringComparer.Ordinal).Select(e => $"{e.Key} {e.Value.InTrash} {e.Value.SideCar.Snapshot.Health.Verdict}")); } }

    public IReadOnlyList<SnapshotId> Trash { get { lock (_gate) return [.. Entries.Where(e => e.Value.InTrash).Select(e => e.Key)]; } }

    public Task<PlaceOpening> OpenAsync(SourceLocation source, StoreIdentity? known, PlaceUse use, CancellationToken stop)
    {
        lock (_gate) Opens++;
        if (AwayBecause is { } away) return Task.FromResult<PlaceOpening>(new PlaceOpening.Away($"/{name}", away));
        if (LockedBecause is { } locked) return Task.FromResult<PlaceOpening>(new PlaceOpening.Locked($"/{name}", locked));
        return Task.FromResult<PlaceOpening>(known is null || known == Identity
            ? new PlaceOpening.Here($"/{name}", Identity, known is null) : new PlaceOpening.Away($"/{name}", "another identity"));
    }

    public Task CloseAsync(SourceLocation source)
    {
        Deeds.Enqueue($"close {source.Id}");
        return Task.CompletedTask;
    }

    public Task<IStagedCopy> StageAsync(SourceLocation source, SnapshotId id, long epoch, CancellationToken stop)
    {
        Check();
        StagedIn.Enqueue(epoch);
        return Task.FromResult<IStagedCopy>(new Staged(this, id));
    }

    public async IAsyncEnumerable<FoundCopy> ListAsync(SourceLocation source, [EnumeratorCancellation] CancellationToken stop)
    {
        Check();
        await Task.Yield();
        List<Entry> entries;
        lock (_gate) entries = [.. Entries.Values.Where(e => e.SideCar.Source == source.Id)];
        foreach (var e in entries)
            yield return new FoundCopy(e.SideCar, e.Copy.Handle, e.SideCar.Snapshot.TakenAt, e.Content.Length, e.InTrash, Complete: true);
    }

    public Task<Stream> ReadAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop)
    {
        if (AwayBecause is { } away) throw new StoreException(StoreFailure.Away, away);
        lock (_gate)
            return Entries.TryGetValue(id, out var entry) ? Task.FromResult<Stream>(new MemoryStream(entry.Content, writable: false))
                : throw new StoreException(StoreFailure.Missing, $"{id} is not there");
    }

    public Task DescribeAsync(SideCar sideCar, StoredCopy copy, CancellationToken stop) => Change(sideCar.Snapshot.Id, "describe", e => e with { SideCar = sideCar });

    public Task TrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => Change(id, "trash", e => e with { InTrash = true });

    public async Task<StoredCopy> UntrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop)
    {
        await Change(id, "untrash", e => e with { InTrash = false });
        return copy;
    }

    public Task EmptyTrashAsync(SourceLocation source, IReadOnlyCollection<SnapshotId> ids, IClaim claim, CancellationToken stop)
    {
        Check();
        foreach (var id in ids)
        {
            if (!claim.Holds) throw new StoreException(StoreFailure.NotOwner, "the claim has ended");
            Deeds.Enqueue($"empty {id}");
            lock (_gate) Entries.Remove(id);
        }
        return Task.CompletedTask;
    }

    public Task<StoreSpace> SpaceAsync(SourceLocation source, CancellationToken stop) => Task.FromResult(Space);

    public Task RemoveLeftoversAsync(SourceLocation source, long below, CancellationToken stop)
    {
        Deeds.Enqueue($"leftovers below {below}");
        return Task.CompletedTask;
    }

    public Task<Tidied> TidyAsync(SourceLocation source, Tidying tidying, Func<bool> mayAct, CancellationToken stop)
    {
        Check();
        Tidyings.Enqueue(tidying);
        return Task.FromResult(Tidies(mayAct));
    }

    public ConcurrentQueue<Tidying> Tidyings { get; } = [];

    public Func<Func<bool>, Tidied> Tidies { get; set; } = _ => new Tidied(0, 0, More: false);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }

    /// <summary>Puts a copy into the store behind the node's back.</summary>
    public void Plant(SideCar sideCar, byte[] content)
    {
        lock (_gate) Entries[sideCar.Snapshot.Id] = new Entry(sideCar, content, new StoredCopy(name, $"{sideCar.Snapshot.Id}.json", content.Length), InTrash: false);
    }

    public void Lose(SnapshotId id)
    {
        lock (_gate) Entries.Remove(id);
    }

    public void Damage(SnapshotId id)
    {
        lock (_gate) Entries[id] = Entries[id] with { Content = [.. Entries[id].Content, 0] };
    }

    private void Check()
    {
        if (AwayBecause is { } away) throw new StoreException(StoreFailure.Away, away);
        if (FailsWith is { } failure) throw failure;
    }

    private Task Change(SnapshotId id, string deed, Func<Entry, Entry> change)
    {
        Check();
        Deeds.Enqueue($"{deed} {id}");
        lock (_gate)
            if (Entries.TryGetValue(id, out var entry)) Entries[id] = change(entry);
        return Task.CompletedTask;
    }

    internal sealed record Entry(SideCar SideCar, byte[] Content, StoredCopy Copy, bool InTrash);

    private sealed class Staged(FakeStore store, SnapshotId id) : IStagedCopy
    {
        private readonly MemoryStream _content = new();

        public StoreName Store => store.Name;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop) => await _content.WriteAsync(content, stop);

        public ValueTask ResetAsync(CancellationToken stop)
        {
            _content.SetLength(0);
            return default;
        }

        public async Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop)
        {
            if (store.CommitGate is { } gate) await gate.Task.WaitAsync(CancellationToken.None);   // as a slow fsync: it cannot be cancelled
            store.Check();
            if (!claim.Holds) throw new StoreException(StoreFailure.NotOwner, "the ownership has ended");
            var copy = new StoredCopy(store.Name, $"{id}.json", _content.Length);
            lock (store._gate)
                if (!store.Entries.TryAdd(id, new Entry(sideCar, _content.ToArray(), copy, InTrash: false))) throw new StoreException(StoreFailure.Transient, $"{id} is there already");
            return copy;
        }

        public ValueTask DisposeAsync() => default;
    }

    public static ContentDigest DigestOf(byte[] content) => ContentDigest.Of(SHA256.HashData(content));
}
