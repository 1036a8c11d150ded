using ActorBackup.Linux;

namespace ActorBackup.Repository.Restoring;

/// <summary>Writes everything but longer runs of zeros, which a new file reads as anyway.</summary>
internal static class Holes
{
    /// <summary>Zeros are left out in whole pieces of this size, counted from the start of the file: a hole that is smaller saves nothing.</summary>
    public const int PieceBytes = 16 << 10;

    /// <returns>False if the end was left out.</returns>
    public static bool Write(RawTargetFile file, ReadOnlySpan<byte> content, long offset)
    {
        var (from, at) = (0, 0);
        while (at < content.Length)
        {
            var end = (int)Math.Min(content.Length, at + PieceBytes - (offset + at) % PieceBytes);
            if (end - at == PieceBytes && !content[at..end].ContainsAnyExcept((byte)0))
            {
                if (at > from) file.WriteAt(content[from..at], offset + from);
                from = end;
            }
            at = end;
        }
        if (content.Length > from) file.WriteAt(content[from..], offset + from);
        return content.Length > from;
    }
}
