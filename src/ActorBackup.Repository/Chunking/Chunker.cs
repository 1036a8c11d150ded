namespace ActorBackup.Repository.Chunking;

/// <summary>Finds where content is cut: where its own last 64 bytes say so, so that an insertion moves few cuts (format specification, section 13).</summary>
/// <remarks>Immutable: one per repository, used by all threads.</remarks>
internal sealed class Chunker
{
    public const int MinBytes = 512 << 10, MaxBytes = 8 << 20;

    /// <param name="polynomial">Irreducible, of degree 53; from the repository's config.</param>
    public Chunker(ulong polynomial)
    {
        if (polynomial >> 53 != 1) throw new ArgumentException("The chunker's polynomial is of degree 53.", nameof(polynomial));
    }

    /// <summary>Where the chunk ends that starts at <paramref name="content"/>[0]: its length, or -1 if no cut is in there.</summary>
    /// <param name="content">More than <see cref="MaxBytes"/> does no harm.</param>
    /// <param name="searched">So many bytes from the start were searched before, without a cut.</param>
    public int FindCut(ReadOnlySpan<byte> content, int searched = 0) => throw new NotImplementedException();
}
