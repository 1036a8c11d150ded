namespace ActorBackup.Repository.Chunking;

/// <summary>Finds where content is cut: where its own last 64 bytes say so, so that an insertion moves few cuts (format specification, section 13).</summary>
/// <remarks>Immutable: one per repository, used by all threads.</remarks>
internal sealed class Chunker
{
    public const int MinBytes = 512 << 10, MaxBytes = 8 << 20;

    internal const int WindowBytes = 64;

    private const ulong CutMask = (1 << 20) - 1;
    private const int IndexShift = Polynomial.ChunkerDegree - 8;

    private readonly ulong[] _leaving = new ulong[256];
    private readonly ulong[] _overflow = new ulong[256];

    /// <param name="polynomial">Irreducible, of degree 53; from the repository's config.</param>
    public Chunker(ulong polynomial)
    {
        if (Polynomial.Degree(polynomial) != Polynomial.ChunkerDegree) throw new ArgumentException("The chunker's polynomial is of degree 53.", nameof(polynomial));
        for (var value = 0; value < 256; value++)
        {
            var leaving = (ulong)value;
            for (var i = 1; i < WindowBytes; i++) leaving = Polynomial.Mod(leaving << 8, polynomial);
            _leaving[value] = leaving;
            _overflow[value] = Polynomial.Mod((ulong)value << Polynomial.ChunkerDegree, polynomial) | ((ulong)value << Polynomial.ChunkerDegree);
        }
    }

    /// <summary>What a byte contributes to the digest when it is the oldest of the window.</summary>
    internal ReadOnlySpan<ulong> Leaving => _leaving;

    /// <summary>What takes the eight bits out that a shift moves above the degree, and puts their remainder in.</summary>
    internal ReadOnlySpan<ulong> Overflow => _overflow;

    /// <summary>Where the chunk ends that starts at <paramref name="content"/>[0]: its length, or -1 if no cut is in there.</summary>
    /// <param name="content">More than <see cref="MaxBytes"/> does no harm.</param>
    /// <param name="searched">So many bytes from the start were searched before, without a cut.</param>
    public int FindCut(ReadOnlySpan<byte> content, int searched = 0)
    {
        var first = Math.Max(MinBytes, searched + 1);   // the shortest length to test
        var end = Math.Min(content.Length, MaxBytes);
        if (first <= end)
        {
            var cut = Search(content[(first - WindowBytes)..end]);
            if (cut >= 0) return first + cut;
        }
        return content.Length >= MaxBytes ? MaxBytes : -1;
    }

    /// <summary>The first of the positions whose window says cut, counted from the end of the first whole window; -1 if there is none.</summary>
    internal int Search(ReadOnlySpan<byte> content)
    {
        var digest = Digest(content[..WindowBytes]);
        if ((digest & CutMask) == 0) return 0;
        for (var i = WindowBytes; i < content.Length; i++)
        {
            digest = Add(digest ^ _leaving[content[i - WindowBytes]], content[i]);
            if ((digest & CutMask) == 0) return i - WindowBytes + 1;
        }
        return -1;
    }

    /// <summary>Of one whole window.</summary>
    internal ulong Digest(ReadOnlySpan<byte> window)
    {
        ulong digest = 0;
        foreach (var value in window) digest = Add(digest, value);
        return digest;
    }

    private ulong Add(ulong digest, byte value) => ((digest << 8) | value) ^ _overflow[(int)(digest >> IndexShift)];
}
