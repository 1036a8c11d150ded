using System.Text;

namespace ActorBackup.Linux;

/// <summary>What is mounted where.</summary>
/// <param name="Point">The absolute path it is mounted at, as bytes.</param>
/// <param name="What">Differs if anything else is mounted there: device, root within it and the mount's number.</param>
internal readonly record struct RawMount(byte[] Point, string What)
{
    public bool Equals(RawMount other) => What == other.What && Point.AsSpan().SequenceEqual(other.Point);

    public override int GetHashCode() => What.GetHashCode(StringComparison.Ordinal);

    /// <summary>All mounts of this process's namespace, in the order they were made; none where there is no /proc.</summary>
    public static List<RawMount> All() => File.Exists("/proc/self/mountinfo") ? Parse(File.ReadAllBytes("/proc/self/mountinfo")) : [];

    // Per line: number, parent's number, device, root within it, mount point, then more.
    internal static List<RawMount> Parse(ReadOnlySpan<byte> text)
    {
        var mounts = new List<RawMount>();
        Span<Range> fields = stackalloc Range[6];
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (Fields(line, fields) < 6) continue;
            mounts.Add(new RawMount(Unescape(line[fields[4]]), Encoding.UTF8.GetString(line[fields[0].Start..fields[0].End]) + " " + Encoding.UTF8.GetString(line[fields[2].Start..fields[3].End])));
        }
        return mounts;
    }

    private static int Fields(ReadOnlySpan<byte> line, Span<Range> into)
    {
        var (count, start) = (0, 0);
        for (var i = 0; i <= line.Length && count < into.Length; i++)
        {
            if (i < line.Length && line[i] != ' ') continue;
            into[count++] = start..i;
            start = i + 1;
        }
        return count;
    }

    // Space, tab, line feed and backslash are written as three octal digits.
    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var plain = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length)
            {
                plain.Add((byte)((text[i + 1] - '0') << 6 | (text[i + 2] - '0') << 3 | text[i + 3] - '0'));
                i += 3;
            }
            else plain.Add(text[i]);
        }
        return [.. plain];
    }
}
