using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Blobs;

/// <summary>Where every blob lies: all index files together, in memory, at about 64 bytes a blob. Safe for concurrent use.</summary>
/// <remarks>A pack is kept once, however many index files list it with the same blobs; it goes with the last of them.</remarks>
public sealed class BlobIndex
{
    /// <summary>Fewer entries of forgotten packs than this are not worth building everything anew.</summary>
    private const int LeastDead = 4096;

    /// <summary>Of an entry of a dictionary from pack to number.</summary>
    private const int PackNumberBytes = 56;

    private readonly Lock _gate = new();
    private readonly Dictionary<IndexId, ImmutableArray<int>> _files = [];
    private readonly Dictionary<PackId, int> _packNumbers = [];
    private BlobTable _table = new();
    private List<KnownPack> _packs = [];
    private int _dead;

    /// <summary>Copies of blobs, not blobs: a blob in two packs counts twice.</summary>
    public long Count
    {
        get { lock (_gate) return _table.Count - _dead; }
    }

    public int PackCount
    {
        get { lock (_gate) return _packs.Count(p => p.Files > 0); }
    }

    /// <summary>About how much memory this takes.</summary>
    public long MemoryBytes
    {
        get { lock (_gate) return _table.MemoryBytes + _packs.Count * (Unsafe.SizeOf<KnownPack>() + PackNumberBytes); }
    }

    /// <summary>The index files all this comes from.</summary>
    public IReadOnlyCollection<IndexId> Files
    {
        get { lock (_gate) return [.. _files.Keys]; }
    }

    public bool Contains(BlobHandle blob)
    {
        lock (_gate)
        {
            for (var at = _table.First(blob); at >= 0; at = _table.Next(at, blob))
                if (_packs[_table[at].Pack].Files > 0) return true;
            return false;
        }
    }

    /// <summary>Every known copy, none if the blob is unknown.</summary>
    public IReadOnlyList<BlobLocation> Locate(BlobHandle blob)
    {
        lock (_gate)
        {
            List<BlobLocation>? found = null;
            for (var at = _table.First(blob); at >= 0; at = _table.Next(at, blob))
            {
                ref readonly var entry = ref _table[at];
                if (_packs[entry.Pack] is not { Files: > 0 } pack) continue;
                var location = new BlobLocation(pack.Id, entry.Offset, entry.Length, entry.PlainLength);
                if (found?.Contains(location) != true) (found ??= new(1)).Add(location);
            }
            return found ?? (IReadOnlyList<BlobLocation>)[];
        }
    }

    /// <summary>Takes in what an index file says; nothing if it is known.</summary>
    internal void Add(IndexId file, IndexDocument document)
    {
        lock (_gate)
        {
            if (_files.ContainsKey(file)) return;
            var packs = ImmutableArray.CreateBuilder<int>(document.Packs.Length);
            foreach (var pack in document.Packs) packs.Add(Add(pack));
            _files[file] = packs.MoveToImmutable();
        }
    }

    /// <summary>Drops what only this index file said.</summary>
    internal void Forget(IndexId file)
    {
        lock (_gate)
        {
            if (!_files.Remove(file, out var packs)) return;
            foreach (var number in packs)
            {
                var pack = _packs[number] with { Files = _packs[number].Files - 1 };
                _packs[number] = pack;
                if (pack.Files == 0) _dead += pack.Blobs;
            }
            if (_dead > LeastDead && _dead > _table.Count / 3) Compact();
        }
    }

    private int Add(IndexedPack pack)
    {
        for (var known = _packNumbers.GetValueOrDefault(pack.Id, -1); known >= 0; known = _packs[known].Other)
        {
            if (!Lists(known, pack)) continue;
            if (_packs[known].Files == 0) _dead -= _packs[known].Blobs;
            _packs[known] = _packs[known] with { Files = _packs[known].Files + 1 };
            return known;
        }
        var number = _packs.Count;
        _packs.Add(new KnownPack(pack.Id, _table.Count, pack.Blobs.Length, Files: 1, Other: _packNumbers.GetValueOrDefault(pack.Id, -1)));
        _packNumbers[pack.Id] = number;
        foreach (var blob in pack.Blobs) _table.Add(blob, number);
        return number;
    }

    /// <summary>Whether a known pack has exactly these blobs: they lie in the table one after the other, in the order they were told.</summary>
    private bool Lists(int known, IndexedPack pack)
    {
        if (_packs[known].Blobs != pack.Blobs.Length) return false;
        for (var i = 0; i < pack.Blobs.Length; i++)
            if (_table[_packs[known].Start + i].AsPacked() != pack.Blobs[i]) return ListsInAnyOrder(known, pack);
        return true;
    }

    private bool ListsInAnyOrder(int known, IndexedPack pack)
    {
        var blobs = new HashSet<PackedBlob>(pack.Blobs);
        for (var i = 0; i < pack.Blobs.Length; i++)
            if (!blobs.Remove(_table[_packs[known].Start + i].AsPacked())) return false;
        return true;
    }

    private void Compact()
    {
        var (old, packs, renumbered) = (_table, _packs, new int[_packs.Count]);
        (_table, _packs, _dead) = (new BlobTable(), [], 0);
        _packNumbers.Clear();
        for (var number = 0; number < packs.Count; number++)
        {
            var pack = packs[number];
            if (pack.Files == 0) continue;
            renumbered[number] = _packs.Count;
            _packs.Add(pack with { Start = _table.Count, Other = _packNumbers.GetValueOrDefault(pack.Id, -1) });
            _packNumbers[pack.Id] = renumbered[number];
            for (var i = 0; i < pack.Blobs; i++) _table.Add(old[pack.Start + i].AsPacked(), renumbered[number]);
        }
        foreach (var (file, numbers) in _files.ToArray()) _files[file] = [.. numbers.Select(n => renumbered[n])];
    }

    /// <param name="Start">Of its blobs in the table.</param>
    /// <param name="Files">How many index files list it so; 0 once it is forgotten.</param>
    /// <param name="Other">The number of the same pack as another index file lists it; -1 for none.</param>
    private readonly record struct KnownPack(PackId Id, int Start, int Blobs, int Files, int Other);
}
