using System.Collections.Immutable;
using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Packs;

/// <summary>The list of blobs at the end of a pack, before it is sealed (format specification, section 8).</summary>
public static class PackHeader
{
    /// <summary>Of an entry for a blob that is not compressed.</summary>
    public const int EntryBytes = 37;

    /// <summary>Of an entry for a compressed blob.</summary>
    public const int CompressedEntryBytes = 41;

    /// <summary>After the sealed header: its length.</summary>
    public const int LengthFieldBytes = 4;

    /// <summary>The sealed header may not be longer.</summary>
    public const int MaxSealedBytes = 16 << 20;

    /// <summary>How many compressed entries fit.</summary>
    public const int MaxEntries = (MaxSealedBytes - 32) / CompressedEntryBytes;

    /// <summary>Plaintext of the header. Blobs must lie from 0 on without gaps, in this order.</summary>
    public static byte[] Write(ReadOnlySpan<PackedBlob> blobs) => throw new NotImplementedException();

    /// <param name="header">Plaintext of the header.</param>
    /// <param name="version">Of the repository: version 1 knows no compressed blobs.</param>
    /// <returns>In the order of the pack, offsets added up.</returns>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static ImmutableArray<PackedBlob> Read(ReadOnlySpan<byte> header, int version) => throw new NotImplementedException();

    /// <summary>The length of the sealed header that a pack's last four bytes tell.</summary>
    /// <param name="lengthField">The last four bytes.</param>
    /// <param name="packBytes">Size of the whole pack.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: no header can have this length.</exception>
    public static int SealedBytes(ReadOnlySpan<byte> lengthField, long packBytes) => throw new NotImplementedException();

    /// <summary>The size a pack with these blobs has, header and length field included.</summary>
    public static long PackBytes(ReadOnlySpan<PackedBlob> blobs) => throw new NotImplementedException();
}
