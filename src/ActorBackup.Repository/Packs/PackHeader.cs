using System.Buffers.Binary;
using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

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
    public const int MaxEntries = (MaxSealedBytes - SealBytes) / CompressedEntryBytes;

    private const int SealBytes = 32;

    private const byte CompressedBit = 2;

    /// <summary>Plaintext of the header. Blobs must lie from 0 on without gaps, in this order.</summary>
    /// <exception cref="ArgumentException">They do not, or there are more than <see cref="MaxEntries"/>.</exception>
    public static byte[] Write(ReadOnlySpan<PackedBlob> blobs)
    {
        if (blobs.Length > MaxEntries) throw new ArgumentException($"{blobs.Length} blobs do not fit into the header of one pack.", nameof(blobs));
        var header = new byte[PlainBytes(blobs)];
        var (at, offset) = (0, 0L);
        foreach (var blob in blobs)
        {
            if (blob.Offset != offset) throw new ArgumentException($"{blob.Blob} lies at {blob.Offset}, not at {offset}.", nameof(blobs));
            at += WriteEntry(header.AsSpan(at), blob);
            offset += blob.Length;
        }
        return header;
    }

    /// <param name="header">Plaintext of the header.</param>
    /// <param name="version">Of the repository: version 1 knows no compressed blobs.</param>
    /// <returns>In the order of the pack, offsets added up.</returns>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static ImmutableArray<PackedBlob> Read(ReadOnlySpan<byte> header, int version)
    {
        if (header.Length > MaxSealedBytes) throw Damaged($"is longer than {MaxSealedBytes} bytes");
        var blobs = ImmutableArray.CreateBuilder<PackedBlob>(header.Length / EntryBytes);
        var offset = 0L;
        while (!header.IsEmpty)
        {
            var isCompressed = (header[0] & CompressedBit) != 0;
            if (header[0] > (CompressedBit | (byte)BlobType.Tree)) throw Damaged($"has an entry of the unknown type {header[0]}");
            if (isCompressed && version < 2) throw Damaged("has a compressed blob, which version 1 does not know");
            var entryBytes = isCompressed ? CompressedEntryBytes : EntryBytes;
            if (header.Length < entryBytes) throw Damaged("ends within an entry");

            var blob = ReadEntry(header[..entryBytes], isCompressed, offset);
            offset += blob.Length;
            if (blob.Length < SealBytes) throw Damaged($"says that {blob.Blob} has {blob.Length} bytes, fewer than its seal");
            if (offset > uint.MaxValue) throw Damaged("describes a pack of more than 4 GiB");
            blobs.Add(blob);
            header = header[entryBytes..];
        }
        return blobs.DrainToImmutable();
    }

    /// <summary>The length of the sealed header that a pack's last four bytes tell.</summary>
    /// <param name="lengthField">The last four bytes.</param>
    /// <param name="packBytes">Size of the whole pack.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: no header can have this length.</exception>
    public static int SealedBytes(ReadOnlySpan<byte> lengthField, long packBytes)
    {
        if (lengthField.Length != LengthFieldBytes) throw new ArgumentException($"The length field has {LengthFieldBytes} bytes.", nameof(lengthField));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(lengthField);
        if (length is < SealBytes or > MaxSealedBytes || length > packBytes - LengthFieldBytes)
            throw Damaged($"is said to have {length} bytes, which is not possible in a pack of {packBytes}");
        return (int)length;
    }

    /// <summary>The size a pack with these blobs has, header and length field included.</summary>
    public static long PackBytes(ReadOnlySpan<PackedBlob> blobs)
    {
        var bytes = PlainBytes(blobs) + SealBytes + LengthFieldBytes;
        foreach (var blob in blobs) bytes += blob.Length;
        return bytes;
    }

    private static long PlainBytes(ReadOnlySpan<PackedBlob> blobs)
    {
        var bytes = 0L;
        foreach (var blob in blobs) bytes += blob.PlainLength != 0 ? CompressedEntryBytes : EntryBytes;
        return bytes;
    }

    private static int WriteEntry(Span<byte> into, PackedBlob blob)
    {
        var isCompressed = blob.PlainLength != 0;
        into[0] = (byte)((byte)blob.Blob.Type | (isCompressed ? CompressedBit : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(into[1..], blob.Length);
        if (isCompressed) BinaryPrimitives.WriteUInt32LittleEndian(into[5..], blob.PlainLength);
        blob.Blob.Id.Value.CopyTo(into[(isCompressed ? 9 : 5)..]);
        return isCompressed ? CompressedEntryBytes : EntryBytes;
    }

    private static PackedBlob ReadEntry(ReadOnlySpan<byte> entry, bool isCompressed, long offset)
    {
        var id = new BlobId(new Sha256Value(entry[^Sha256Value.Length..]));
        var plainLength = isCompressed ? BinaryPrimitives.ReadUInt32LittleEndian(entry[5..]) : 0;
        if (isCompressed && plainLength == 0) throw Damaged($"says that blob {id} is compressed and empty");
        return new PackedBlob(new BlobHandle((BlobType)(entry[0] & 1), id), (uint)offset, BinaryPrimitives.ReadUInt32LittleEndian(entry[1..]), plainLength);
    }

    private static RepositoryException Damaged(string finding) => RepositoryException.Damaged($"The header of a pack {finding}.");
}
