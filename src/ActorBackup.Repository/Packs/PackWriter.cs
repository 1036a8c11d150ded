using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Packs;

/// <summary>A pack while it is put together, in memory: sealed blobs one after the other, then the sealed list of them. One user at a time.</summary>
/// <param name="finishedBytes">What it has when it is finished, but for its last blob.</param>
internal sealed class PackWriter(int finishedBytes) : IDisposable
{
    private const int LargestUsualBlob = 9 << 20;

    private readonly PackBuffer _buffer = new(finishedBytes + LargestUsualBlob);
    private readonly List<PackedBlob> _blobs = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the blobs so far.</summary>
    public int Bytes => _buffer.Length;

    public int Count => _blobs.Count;

    public bool IsFull => _blobs.Count >= PackHeader.MaxEntries;

    /// <summary>Ends when nothing more happens to this pack, well or not.</summary>
    public Task Done => _done.Task;

    /// <param name="stored">Sealed.</param>
    /// <param name="plainLength">0 if it is not compressed.</param>
    public void Add(BlobHandle blob, ReadOnlySpan<byte> stored, uint plainLength)
    {
        _blobs.Add(new PackedBlob(blob, (uint)_buffer.Length, (uint)stored.Length, plainLength));
        _buffer.Append(stored);
    }

    /// <summary>Adds the header; then nothing more may be added.</summary>
    /// <param name="content">Valid until it is disposed.</param>
    public IndexedPack Finish(MasterKey key, out ReadOnlyMemory<byte> content)
    {
        var header = Sealing.Seal(key, PackHeader.Write(CollectionsMarshal.AsSpan(_blobs)));
        _buffer.Append(header);
        Span<byte> length = stackalloc byte[PackHeader.LengthFieldBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)header.Length);
        _buffer.Append(length);
        content = _buffer.Written;
        return new IndexedPack(new PackId(Sha256Value.Of(content.Span)), [.. _blobs]);
    }

    public void Dispose()
    {
        ((IDisposable)_buffer).Dispose();
        _done.TrySetResult();
    }
}
