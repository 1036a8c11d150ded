using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Checking;

/// <summary>What the index says of one pack, small enough to be kept for every pack.</summary>
/// <param name="Index">The file it was first met in.</param>
/// <param name="Bytes">The size the pack must have.</param>
/// <param name="End">Where the last blob ends; the sum of the blobs' lengths if they lie without gaps.</param>
/// <param name="Fingerprint">Of the entries, in any order.</param>
internal readonly record struct PackFacts(IndexId Index, long Bytes, long BlobBytes, long End, ulong Fingerprint, bool HasData, bool HasTrees)
{
    public bool IsGapless => BlobBytes == End;

    public static PackFacts Of(IndexedPack pack, IndexId index)
    {
        long sum = 0, end = 0;
        ulong fingerprint = 0;
        var (data, trees) = (false, false);
        foreach (var entry in pack.Blobs)
        {
            sum += entry.Length;
            end = Math.Max(end, (long)entry.Offset + entry.Length);
            fingerprint += Mixed(entry);
            if (entry.Blob.Type == BlobType.Tree) trees = true;
            else data = true;
        }
        return new PackFacts(index, PackHeader.PackBytes(pack.Blobs.AsSpan()), sum, end, fingerprint, data, trees);
    }

    // A sum, so that order does not matter; a multiplication by an odd number, so that entries cannot swap their offsets unnoticed.
    private static ulong Mixed(PackedBlob entry)
    {
        Span<byte> id = stackalloc byte[Sha256Value.Length];
        entry.Blob.Id.Value.CopyTo(id);
        var mixed = BitConverter.ToUInt64(id) ^ (((ulong)entry.Offset << 32) | entry.Length) ^ ((ulong)entry.PlainLength << 17) ^ (byte)entry.Blob.Type;
        return (mixed ^ (mixed >> 31)) * 0x9E3779B97F4A7C15;
    }
}
