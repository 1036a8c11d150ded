using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Blobs;

/// <summary>Where one copy of a blob lies.</summary>
/// <param name="Offset">From the start of the pack.</param>
/// <param name="Length">As stored: (compressed) plaintext + 32 bytes of seal.</param>
/// <param name="PlainLength">Of the plaintext if it is compressed; 0 if it is stored as it is, then its length is <see cref="Length"/> − 32.</param>
public readonly record struct BlobLocation(PackId Pack, uint Offset, uint Length, uint PlainLength)
{
    public bool IsCompressed => PlainLength != 0;

    /// <summary>Length of the plaintext.</summary>
    public long ContentBytes => IsCompressed ? PlainLength : (long)Length - 32;
}
