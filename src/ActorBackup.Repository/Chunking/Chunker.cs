namespace ActorBackup.Repository.Chunking;

/// <summary>Finds where content is cut: where its own last 64 bytes say so, so that an insertion moves few cuts (format specification, section 13).</summary>
/// <remarks>Immutable: one per repository, used by all threads.</remarks>
internal sealed unsafe class Chunker
{
    public const int MinBytes = 512 << 10, MaxBytes = 8 << 20;

    internal const int WindowBytes = 64;

    private const ulong CutMask = (1 << 20) - 1;
    private const int IndexShift = Polynomial.ChunkerDegree - 8;

    // Each byte waits for the one before it, which leaves the processor idle most of the time: three stretches at once take half the time of one.
    private const int Stretch = 4 << 10;

    private readonly ulong[] _leaving = new ulong[256];
    private readonly ulong[] _overflow = new ulong[256];

    /// <param name="polynomial">Irreducible, of degree 53; from the repository's config.</param>
    public Chunker(ulong polynomial)
    {
        if (Polynomial.Degree(polynomial) != Polynomial.ChunkerDegree) throw new ArgumentException("The chunker's polynomial is of degree 53.", nameof(polynomial));
        for (var value = 0; value < 256; value++)
        {
            var leaving = (ulong)value;
            for (var i = 0; i < WindowBytes; i++) leaving = Polynomial.Mod(leaving << 8, polynomial);
            _leaving[value] = leaving;
            _overflow[value] = Polynomial.Mod((ulong)value << Polynomial.ChunkerDegree, polynomial) | ((ulong)value << Polynomial.ChunkerDegree);
        }
    }

    /// <summary>What a byte contributes to the digest right after it left the window: the next byte is in already.</summary>
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
        fixed (byte* bytes = content)
        fixed (ulong* leaving = _leaving, overflow = _overflow)
        {
            var at = 0;
            for (; at + (3 * Stretch) + WindowBytes <= content.Length; at += 3 * Stretch)
                if (AnyIn3(bytes + at, leaving, overflow)) break;
            var cut = First(bytes + at, content.Length - at, leaving, overflow);
            return cut < 0 ? cut : at + cut;
        }
    }

    /// <summary>Of one whole window.</summary>
    internal ulong Digest(ReadOnlySpan<byte> window)
    {
        ulong digest = 0;
        foreach (var value in window) digest = Add(digest, value);
        return digest;
    }

    // Positions 0 to 3 * Stretch (the last one is the next block's first).
    private bool AnyIn3(byte* content, ulong* leaving, ulong* overflow)
    {
        var a = Digest(new ReadOnlySpan<byte>(content, WindowBytes));
        var b = Digest(new ReadOnlySpan<byte>(content + Stretch, WindowBytes));
        var c = Digest(new ReadOnlySpan<byte>(content + (2 * Stretch), WindowBytes));
        if ((a & CutMask) == 0) return true;   // of the other two, these are the last positions of the stretches before them
        for (var next = content + WindowBytes; next < content + WindowBytes + Stretch; next++)
        {
            a = Roll(a, next, leaving, overflow);
            b = Roll(b, next + Stretch, leaving, overflow);
            c = Roll(c, next + (2 * Stretch), leaving, overflow);
            if ((a & CutMask) == 0 || (b & CutMask) == 0 || (c & CutMask) == 0) return true;
        }
        return false;
    }

    private int First(byte* content, int length, ulong* leaving, ulong* overflow)
    {
        if (length < WindowBytes) return -1;
        var digest = Digest(new ReadOnlySpan<byte>(content, WindowBytes));
        if ((digest & CutMask) == 0) return 0;
        for (var next = content + WindowBytes; next < content + length; next++)
        {
            digest = Roll(digest, next, leaving, overflow);
            if ((digest & CutMask) == 0) return (int)(next - content) - WindowBytes + 1;
        }
        return -1;
    }

    private static ulong Roll(ulong digest, byte* next, ulong* leaving, ulong* overflow) =>
        ((digest << 8) | *next) ^ leaving[next[-WindowBytes]] ^ overflow[digest >> IndexShift];

    private ulong Add(ulong digest, byte value) => ((digest << 8) | value) ^ _overflow[(int)(digest >> IndexShift)];
}
