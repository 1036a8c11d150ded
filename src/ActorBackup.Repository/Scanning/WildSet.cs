using System.Collections;

namespace ActorBackup.Repository.Scanning;

/// <summary>A set in brackets: bytes, ranges, <c>[:classes:]</c>, negated by <c>!</c> or <c>^</c>. It never holds the slash.</summary>
internal static class WildSet
{
    /// <param name="at">At the opening bracket; afterwards at the closing one.</param>
    /// <returns>Null if the bracket is never closed or names an unknown class: then the whole pattern matches nothing.</returns>
    public static BitArray? Parse(ReadOnlySpan<byte> pattern, ref int at)
    {
        var set = new BitArray(256);
        var i = at + 1;
        var negated = i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^';
        if (negated) i++;
        // A bracket that closes right away stands for itself.
        int? before = null;
        for (var first = true; ; first = false, i++)
        {
            if (i >= pattern.Length) return null;
            var value = pattern[i];
            if (value == ']' && !first) break;
            if (value == '-' && before is { } low && i + 1 < pattern.Length && pattern[i + 1] != ']')
            {
                if (!TryTake(pattern, ref i, skip: 1, out var high)) return null;
                for (var b = low; b <= high; b++) set[b] = true;
                before = null;
            }
            else if (value == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':')
            {
                var end = pattern[(i + 2)..].IndexOf((byte)']');
                if (end < 0) return null;
                if (end == 0 || pattern[i + 1 + end] != ':')
                {
                    set['['] = true;
                    before = '[';
                    continue;
                }
                if (!TryAddClass(set, pattern.Slice(i + 2, end - 1))) return null;
                i += 2 + end;
                before = null;
            }
            else
            {
                if (!TryTake(pattern, ref i, skip: 0, out value)) return null;
                set[value] = true;
                before = value;
            }
        }
        at = i;
        if (negated) set.Not();
        set['/'] = false;
        return set;
    }

    private static bool TryTake(ReadOnlySpan<byte> pattern, ref int i, int skip, out byte value)
    {
        i += skip;
        if (i < pattern.Length && pattern[i] == '\\') i++;
        value = i < pattern.Length ? pattern[i] : (byte)0;
        return i < pattern.Length;
    }

    private static bool TryAddClass(BitArray set, ReadOnlySpan<byte> name)
    {
        Func<char, bool>? isIn = System.Text.Encoding.ASCII.GetString(name) switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "blank" => c => c is ' ' or '\t',
            "cntrl" => c => c is < ' ' or '\x7f',
            "digit" => char.IsAsciiDigit,
            "graph" => c => c is > ' ' and < '\x7f',
            "lower" => char.IsAsciiLetterLower,
            "print" => c => c is >= ' ' and < '\x7f',
            "punct" => c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
            "space" => c => c is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper,
            "xdigit" => char.IsAsciiHexDigit,
            _ => null,
        };
        if (isIn is null) return false;
        for (var b = 0; b < 128; b++) set[b] |= isIn((char)b);
        return true;
    }
}
