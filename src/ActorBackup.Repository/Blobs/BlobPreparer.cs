using System.Buffers;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Packs;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository.Blobs;

/// <summary>Compresses and seals a blob, and reads it back before anybody relies on it: memory and processors err too.</summary>
internal sealed class BlobPreparer(MasterKey key, Zstd zstd, ArrayPool<byte> buffers, int version, Compression compression)
{
    private readonly BlobOpener _opener = new(key, zstd, buffers);

    /// <param name="plainLength">0 if it is not compressed.</param>
    /// <param name="rented">To be given back to the pool.</param>
    /// <returns>As it is stored; lies in <paramref name="rented"/>.</returns>
    public ReadOnlySpan<byte> Prepare(BlobHandle blob, ReadOnlySpan<byte> content, out uint plainLength, out byte[] rented)
    {
        rented = buffers.Rent(Zstd.Bound(content.Length) + Sealing.Overhead);
        var room = rented.AsSpan(Sealing.NonceBytes, rented.Length - Sealing.Overhead);
        var length = content.Length;
        plainLength = 0;
        if (IsCompressed(blob.Type) && length > 0)
        {
            length = zstd.Compress(content, room, Level(blob.Type));
            plainLength = (uint)content.Length;
        }
        if (plainLength == 0 || (blob.Type == BlobType.Data && length >= content.Length))
        {
            // What does not get smaller is stored as it is: every reader takes that, and reads it faster.
            content.CopyTo(room);
            (length, plainLength) = (content.Length, 0);
        }
        var stored = rented.AsSpan(0, length + Sealing.Overhead);
        Sealing.Seal(key, room[..length], stored);
        Verify(stored, new PackedBlob(blob, 0, (uint)stored.Length, plainLength), content.Length);
        return stored;
    }

    private bool IsCompressed(BlobType type) => version > 1 && (type == BlobType.Tree || compression != Compression.Off);

    private int Level(BlobType type) => type == BlobType.Data ? Zstd.LevelOf(compression) : Zstd.AutoLevel;

    private void Verify(ReadOnlySpan<byte> stored, in PackedBlob blob, int length)
    {
        var readBack = buffers.Rent(length);
        try
        {
            _opener.Open(stored, blob, default, readBack.AsSpan(0, length));
        }
        catch (RepositoryException e)
        {
            throw RepositoryException.Damaged($"{blob.Blob} did not read back as it was, before it was saved: this machine's memory or processor is at fault. Nothing refers to it.", e);
        }
        finally
        {
            buffers.Return(readBack);
        }
    }
}
