using System.Buffers;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository.Blobs;

/// <summary>Compresses and seals a blob, and reads it back before anybody relies on it: memory and processors err too.</summary>
internal sealed class BlobPreparer(MasterKey key, Zstd zstd, ArrayPool<byte> buffers, int version, Compression compression)
{
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
        // Compared, not hashed again: that would cost a fifth of a backup's time. The content itself is trusted from its hash to here.
        if (ReadsBack(stored, content, isCompressed: plainLength != 0)) return stored;
        throw RepositoryException.Damaged($"{blob} did not read back as it was, before it was saved: this machine's memory or processor is at fault. Nothing refers to it.");
    }

    private bool IsCompressed(BlobType type) => version > 1 && (type == BlobType.Tree || compression != Compression.Off);

    private int Level(BlobType type) => type == BlobType.Data ? Zstd.LevelOf(compression) : Zstd.AutoLevel;

    private bool ReadsBack(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> content, bool isCompressed)
    {
        if (!isCompressed) return Sealing.Opens(key, stored, content);
        var (frame, readBack) = (buffers.Rent(stored.Length - Sealing.Overhead), buffers.Rent(content.Length));
        try
        {
            var opened = frame.AsSpan(0, stored.Length - Sealing.Overhead);
            if (!Sealing.TryOpen(key, stored, opened)) return false;
            zstd.Decompress(opened, readBack.AsSpan(0, content.Length));
            return readBack.AsSpan(0, content.Length).SequenceEqual(content);
        }
        catch (RepositoryException)
        {
            return false;
        }
        finally
        {
            buffers.Return(frame);
            buffers.Return(readBack);
        }
    }
}
