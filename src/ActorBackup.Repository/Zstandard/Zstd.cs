namespace ActorBackup.Repository.Zstandard;

/// <summary>zstd frames as the format wants them (format specification, section 7), by the system's libzstd.</summary>
/// <remarks>Safe for concurrent use; keeps as many contexts as were in use at one time. One per open repository.</remarks>
internal sealed class Zstd : IDisposable
{
    public const int AutoLevel = 3, MaxLevel = 11;

    /// <summary>What the data level of a setting is; documents and trees take <see cref="AutoLevel"/> where it is off.</summary>
    public static int LevelOf(Compression compression) => compression == Compression.Max ? MaxLevel : AutoLevel;

    /// <summary>A buffer of this size takes the frame of any content of <paramref name="length"/> bytes.</summary>
    public static int Bound(int length) => length + (length >> 8) + 512;

    /// <returns>The length of the frame.</returns>
    /// <param name="into">At least <see cref="Bound"/> of the content's length.</param>
    public int Compress(ReadOnlySpan<byte> content, Span<byte> into, int level) => throw new NotImplementedException();

    /// <summary>Of a blob, whose length is recorded beside it.</summary>
    /// <param name="into">As long as the content is said to be.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: not zstd, or not of this length.</exception>
    public void Decompress(ReadOnlySpan<byte> frame, Span<byte> into) => throw new NotImplementedException();

    /// <summary>Of a document, whose length is not recorded.</summary>
    /// <param name="most">More bytes than this are refused.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public byte[] Decompress(ReadOnlySpan<byte> frame, int most) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
