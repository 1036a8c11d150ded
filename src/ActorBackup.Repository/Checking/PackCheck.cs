using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Checking;

/// <summary>Reads whole packs and compares them with their names, their headers and the index, in pieces of some MiB.</summary>
internal sealed class PackCheck(OpenRepository repository, CheckTally tally)
{
    private const int PieceBytes = 8 << 20;

    /// <summary>Trees of huge folders have some hundred MiB; what is larger is no blob.</summary>
    private const int MostBlobBytes = 1 << 30;

    private const string RepairPack = "Repair this pack: what can still be read of it moves to a new one; then store again what is missing.";

    public async Task ReadAsync(IndexedPack pack, CancellationToken stop)
    {
        var file = FileHandle.Of(pack.Id);
        try
        {
            // That it is missing, or of a wrong size, was found when the index was compared with the listing.
            if (await repository.Backend.SizeAsync(file, stop) is not { } bytes) return;
            await ReadAsync(pack, file, bytes, stop);
            tally.PackWasRead(bytes);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing)
        {
            tally.Error(FindingKind.PackContent, $"{file} cannot be read: {e.Message}", RepairPack, file);
        }
    }

    private async Task ReadAsync(IndexedPack pack, FileHandle file, long bytes, CancellationToken stop)
    {
        var blobs = pack.Blobs.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long position = 0;
        var next = 0;
        while (position < bytes)
        {
            var (end, following) = Piece(blobs, next, position, bytes);
            var length = (int)(end - position);
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                await repository.Backend.LoadAsync(file, position, buffer.AsMemory(0, length), stop);
                hash.AppendData(buffer.AsSpan(0, length));
                for (; next < following; next++) CheckBlob(pack.Id, blobs[next], buffer.AsSpan(0, length), position);
                if (end == bytes) CheckHeader(file, blobs, buffer.AsSpan(0, length), position, bytes);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            position = end;
        }
        for (; next < blobs.Length; next++) await CheckStrayAsync(pack.Id, file, blobs[next], bytes, stop);
        var actual = new Sha256Value(hash.GetHashAndReset());
        if (actual != pack.Id.Value) tally.Error(FindingKind.PackContent, $"{file} is not what was written: its SHA-256 is {actual}.", RepairPack, file);
    }

    /// <summary>A blob that does not follow the one before it, or reaches past the end.</summary>
    private async Task CheckStrayAsync(PackId pack, FileHandle file, PackedBlob blob, long bytes, CancellationToken stop)
    {
        if ((long)blob.Offset + blob.Length > bytes || blob.Length > MostBlobBytes) Report(pack, blob, "lies, by the index, past the end of the pack.");
        else CheckBlob(pack, blob, (await repository.Backend.LoadAsync(file, new ByteRange(blob.Offset, (int)blob.Length), stop)).Span, blob.Offset);
    }

    /// <summary>Where the next piece ends, and which blob is the first behind it: whole blobs as long as they follow each other, and the header in one piece with its length.</summary>
    private static (long End, int Following) Piece(ImmutableArray<PackedBlob> blobs, int next, long position, long bytes)
    {
        var (end, following) = (position, next);
        while (following < blobs.Length && blobs[following].Offset == end && blobs[following].Length <= MostBlobBytes && end + blobs[following].Length <= bytes
            && end - position < PieceBytes)
            end += blobs[following++].Length;
        if (following > next) return (end, following);
        return bytes - position <= PackHeader.MaxSealedBytes + PackHeader.LengthFieldBytes ? (bytes, following) : (position + PieceBytes, following);
    }

    private void CheckBlob(PackId pack, PackedBlob blob, ReadOnlySpan<byte> piece, long position)
    {
        byte[]? content = null;
        try
        {
            var length = BlobOpener.ContentBytes(blob, pack);
            content = ArrayPool<byte>.Shared.Rent(length);
            repository.OpenBlob(piece.Slice((int)(blob.Offset - position), (int)blob.Length), blob, pack, content.AsSpan(0, length));
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged)
        {
            Report(pack, blob, $"is damaged: {e.Message}");
        }
        finally
        {
            if (content is not null) ArrayPool<byte>.Shared.Return(content);
        }
    }

    private void CheckHeader(FileHandle file, ImmutableArray<PackedBlob> blobs, ReadOnlySpan<byte> piece, long position, long bytes)
    {
        try
        {
            // A pack without even the four bytes of a length has none of what was expected: its size told that already.
            if (piece.Length < PackHeader.LengthFieldBytes) return;
            var sealedBytes = PackHeader.SealedBytes(piece[^PackHeader.LengthFieldBytes..], bytes);
            var start = bytes - PackHeader.LengthFieldBytes - sealedBytes;
            if (start < position) throw RepositoryException.Damaged("its header reaches into its blobs.");
            var header = repository.OpenPackHeader(piece.Slice((int)(start - position), sealedBytes), file.ToString());
            if (!header.AsSpan().SequenceEqual(blobs.AsSpan()))
                tally.Error(FindingKind.PackHeader, $"The header of {file} says something else than the index.", "Repair the index: it is made again from the packs' own headers.", file);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
        {
            tally.Error(FindingKind.PackHeader, $"The header of {file} cannot be read: {e.Message} Restores work while the index is there, but the index cannot be made again from it.", RepairPack, file);
        }
    }

    private void Report(PackId pack, PackedBlob blob, string what) =>
        tally.Error(FindingKind.BlobDamaged, $"In pack {pack}, the blob {blob.Blob} {what}", RepairPack, new FileTarget(FileHandle.Of(pack), blob.Blob));
}
