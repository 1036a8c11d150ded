using System.Buffers;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository.Packs;

/// <summary>Turns a blob as it is stored into its plaintext, and proves it.</summary>
internal sealed class BlobOpener(MasterKey key, Zstd zstd, ArrayPool<byte> buffers)
{
    /// <summary>Real ones have at most 8 MiB, trees of huge folders some hundred.</summary>
    private const long MostBytes = 1 << 30;

    /// <returns>The bytes of its plaintext.</returns>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: no blob can be as long as the index says.</exception>
    public static int ContentBytes(in PackedBlob blob, PackId pack)
    {
        var length = blob.PlainLength != 0 ? blob.PlainLength : (long)blob.Length - Sealing.Overhead;
        return length is >= 0 and <= MostBytes && blob.Length >= Sealing.Overhead ? (int)length : throw Damaged(blob, pack, $"cannot have a length of {length}");
    }

    /// <param name="stored">Exactly its bytes in the pack.</param>
    /// <param name="into">Exactly <see cref="ContentBytes"/>. Holds anything after a failure.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public void Open(ReadOnlySpan<byte> stored, in PackedBlob blob, PackId pack, Span<byte> into)
    {
        if (stored.Length != blob.Length) throw Damaged(blob, pack, $"has {stored.Length} bytes, not {blob.Length}");
        if (blob.PlainLength == 0)
        {
            if (!Sealing.TryOpen(key, stored, into)) throw Damaged(blob, pack, "does not open: its bytes were changed");
        }
        else
        {
            OpenCompressed(stored, blob, pack, into);
        }
        if (new BlobId(Sha256Value.Of(into)) != blob.Blob.Id) throw Damaged(blob, pack, "holds other content than its id says");
    }

    /// <summary>As <see cref="Open"/>, but <paramref name="stored"/> is used up: it is deciphered where it lies, so that no third buffer is needed.</summary>
    public void OpenInPlace(Span<byte> stored, in PackedBlob blob, PackId pack, Span<byte> into)
    {
        if (blob.PlainLength == 0)
        {
            Open(stored, blob, pack, into);
            return;
        }
        if (stored.Length != blob.Length) throw Damaged(blob, pack, $"has {stored.Length} bytes, not {blob.Length}");
        var frame = stored[Sealing.NonceBytes..^Sealing.MacBytes];
        if (!Sealing.TryOpen(key, stored, frame)) throw Damaged(blob, pack, "does not open: its bytes were changed");
        Decompress(frame, blob, pack, into);
        if (new BlobId(Sha256Value.Of(into)) != blob.Blob.Id) throw Damaged(blob, pack, "holds other content than its id says");
    }

    private void OpenCompressed(ReadOnlySpan<byte> stored, in PackedBlob blob, PackId pack, Span<byte> into)
    {
        var length = stored.Length - Sealing.Overhead;
        var frame = buffers.Rent(length);
        try
        {
            if (!Sealing.TryOpen(key, stored, frame.AsSpan(0, length))) throw Damaged(blob, pack, "does not open: its bytes were changed");
            Decompress(frame.AsSpan(0, length), blob, pack, into);
        }
        finally
        {
            buffers.Return(frame);
        }
    }

    private void Decompress(ReadOnlySpan<byte> frame, in PackedBlob blob, PackId pack, Span<byte> into)
    {
        try
        {
            zstd.Decompress(frame, into);
        }
        catch (RepositoryException e)
        {
            throw Damaged(blob, pack, $"does not decompress ({e.Message})", e);
        }
    }

    private static RepositoryException Damaged(in PackedBlob blob, PackId pack, string finding, Exception? cause = null) => RepositoryException.Damaged(
        $"Pack {pack} is damaged: {blob.Blob} at {blob.Offset} {finding}. What uses it cannot be restored in full; check the repository with its data.", cause);
}
