using System.Numerics;
using System.Runtime.CompilerServices;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Blobs;

/// <summary>A hash table of blob entries that only grows: 56 bytes an entry and 4 to 8 for the buckets, no object per blob.</summary>
internal sealed class BlobTable
{
    private const int SegmentBits = 12, SegmentSize = 1 << SegmentBits;

    // Segments, so that growing copies nothing and wastes little; buckets hold the number of an entry + 1.
    private readonly List<Entry[]> _segments = [];
    private int[] _buckets = new int[64];

    public int Count { get; private set; }

    public long MemoryBytes => (long)_segments.Count * SegmentSize * Unsafe.SizeOf<Entry>() + (long)_buckets.Length * sizeof(int);

    public ref readonly Entry this[int at] => ref _segments[at >> SegmentBits][at & (SegmentSize - 1)];

    public void Add(in PackedBlob blob, int pack)
    {
        if (Count == _buckets.Length) Grow();
        if (Count >> SegmentBits == _segments.Count) _segments.Add(new Entry[SegmentSize]);
        ref var bucket = ref _buckets[BucketOf(blob.Blob.Id)];
        _segments[Count >> SegmentBits][Count & (SegmentSize - 1)] = new Entry(blob, pack, bucket - 1);
        bucket = ++Count;
    }

    /// <summary>The newest entry of a blob; -1 if there is none.</summary>
    public int First(in BlobHandle blob) => Search(_buckets[BucketOf(blob.Id)] - 1, blob);

    public int Next(int at, in BlobHandle blob) => Search(this[at].Below, blob);

    private int Search(int at, in BlobHandle blob)
    {
        while (at >= 0)
        {
            ref readonly var entry = ref this[at];
            if (entry.Is(blob)) return at;
            at = entry.Below;
        }
        return -1;
    }

    // Ids are hashes: any of their bits will do.
    private int BucketOf(in BlobId id) => id.GetHashCode() & (_buckets.Length - 1);

    private void Grow()
    {
        _buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_buckets.Length + 1)];
        for (var at = 0; at < Count; at++)
        {
            ref var entry = ref _segments[at >> SegmentBits][at & (SegmentSize - 1)];
            ref var bucket = ref _buckets[BucketOf(entry.Id)];
            entry = entry.Over(bucket - 1);
            bucket = at + 1;
        }
    }

    /// <param name="below">The next entry of the same bucket; -1 at its end.</param>
    internal readonly struct Entry(in PackedBlob blob, int pack, int below)
    {
        private const uint TreeBit = 0x8000_0000;

        private readonly uint _packAndType = (uint)pack | (blob.Blob.Type == BlobType.Tree ? TreeBit : 0);

        public readonly BlobId Id = blob.Blob.Id;
        public readonly uint Offset = blob.Offset, Length = blob.Length, PlainLength = blob.PlainLength;
        public readonly int Below = below;

        public int Pack => (int)(_packAndType & ~TreeBit);

        private BlobType Type => (_packAndType & TreeBit) != 0 ? BlobType.Tree : BlobType.Data;

        public bool Is(in BlobHandle blob) => Id == blob.Id && Type == blob.Type;

        public PackedBlob AsPacked() => new(new BlobHandle(Type, Id), Offset, Length, PlainLength);

        public Entry Over(int below) => new(AsPacked(), Pack, below);
    }
}
