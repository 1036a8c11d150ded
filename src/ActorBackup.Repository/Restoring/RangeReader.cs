using System.Numerics;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Restoring;

/// <summary>Reads a range of a pack and gives out the blobs in it, proven, in buffers of its own. One user at a time.</summary>
internal sealed class RangeReader(OpenRepository repository)
{
    // Larger than any pack that is real: what asks for more is a damaged index.
    private const int MostBytes = 256 << 20;

    private byte[] _stored = [];
    private byte[] _content = [];
    private PackRange _range;
    private bool _isLoaded;

    /// <summary>The others may be had all the same.</summary>
    public static bool ConcernsOneBlob(RepositoryException e) => e.Failure is RepositoryFailure.Missing or RepositoryFailure.Damaged or RepositoryFailure.Unsupported;

    /// <summary>A pack that is gone or cut is no failure yet: its blobs may be elsewhere, or before the cut.</summary>
    public async Task LoadAsync(PackRange range, CancellationToken stop)
    {
        (_range, _isLoaded) = (range, false);
        if (range.Range.Length > MostBytes) return;
        Grow(ref _stored, range.Range.Length);
        try
        {
            await repository.Backend.LoadAsync(FileHandle.Of(range.Pack), range.Range.Offset, _stored.AsMemory(0, range.Range.Length), stop);
            _isLoaded = true;
        }
        catch (RepositoryException e) when (ConcernsOneBlob(e)) { }
    }

    /// <param name="content">Valid until the next call.</param>
    public bool TryOpen(BlobId id, BlobLocation location, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!_isLoaded) return false;
        try
        {
            var blob = new PackedBlob(BlobHandle.Data(id), location.Offset, location.Length, location.PlainLength);
            var length = BlobOpener.ContentBytes(blob, location.Pack);
            Grow(ref _content, length);
            repository.OpenBlobInPlace(_stored.AsSpan((int)(location.Offset - _range.Range.Offset), (int)location.Length), blob, location.Pack, _content.AsSpan(0, length));
            content = _content.AsSpan(0, length);
            return true;
        }
        catch (RepositoryException e) when (ConcernsOneBlob(e)) { return false; }
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 64 << 10)));
    }
}
