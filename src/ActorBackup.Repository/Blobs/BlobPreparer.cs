using System.Buffers;
using System.Security.Cryptography;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
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
        if (blob.PlainLength == 0) VerifyRaw(stored, blob);
        else VerifyCompressed(stored, blob, length);
    }

    private void VerifyRaw(ReadOnlySpan<byte> stored, in PackedBlob blob)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> id = stackalloc byte[Sha256Value.Length];
        if (!Sealing.TryHash(key, stored, hash) || !hash.TryGetHashAndReset(id, out _) || new Sha256Value(id) != blob.Blob.Id.Value) throw NotReadBack(blob, null);
    }

    private void VerifyCompressed(ReadOnlySpan<byte> stored, in PackedBlob blob, int length)
    {
        var readBack = buffers.Rent(length);
        try
        {
            _opener.Open(stored, blob, default, readBack.AsSpan(0, length));
        }
        catch (RepositoryException e)
        {
            throw NotReadBack(blob, e);
        }
        finally
        {
            buffers.Return(readBack);
        }
    }

    private static RepositoryException NotReadBack(in PackedBlob blob, RepositoryException? cause) => RepositoryException.Damaged(
        $"{blob.Blob} did not read back as it was, before it was saved: this machine's memory or processor is at fault. Nothing refers to it.", cause);
}
