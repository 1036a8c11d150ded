using System.Text;

namespace ActorBackup.Repository.Reading;

/// <summary>A shell pattern for one name, over bytes: <c>* ? [a-z] [^a-z] \x</c>.</summary>
internal static class NamePattern
{
    public static bool IsWellFormed(ReadOnlySpan<byte> pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == '[')
            {
                if (!TryReadSet(pattern[at..], 0, out var length, out _)) return false;
                at += length - 1;
            }
        }
        return true;
    }

    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name)
    {
        // After a mismatch the last "*" takes one byte more: linear but for patterns with many stars.
        var (p, n, star, starAt) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, starAt) = (p++, n);
            else if (p < pattern.Length && MatchesOne(pattern[p..], name[n..], out var taken, out var used)) (p, n) = (p + taken, n + used);
            else if (star >= 0) (p, n) = (star + 1, ++starAt);
            else return false;
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool MatchesOne(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name, out int taken, out int used)
    {
        (taken, used) = (1, 1);
        switch (pattern[0])
        {
            case (byte)'?':
                _ = Character(name, out used);
                return true;
            case (byte)'[':
                var character = Character(name, out used);
                return TryReadSet(pattern, character, out taken, out var holds) && holds;
            case (byte)'\\' when pattern.Length > 1:
                taken = 2;
                return pattern[1] == name[0];
            default:
                return pattern[0] == name[0];
        }
    }

    private static bool TryReadSet(ReadOnlySpan<byte> pattern, int character, out int length, out bool holds)
    {
        (length, holds) = (1, false);
        var negated = pattern.Length > 1 && pattern[1] is (byte)'^' or (byte)'!';
        if (negated) length++;
        for (var first = length; length < pattern.Length; first = -1)
        {
            if (pattern[length] == ']' && first != length)
            {
                length++;
                holds ^= negated;
                return true;
            }
            var from = Member(pattern, ref length);
            var to = from;
            if (length + 1 < pattern.Length && pattern[length] == '-' && pattern[length + 1] != ']')
            {
                length++;
                to = Member(pattern, ref length);
            }
            holds |= from <= character && character <= to;
        }
        return false;
    }

    private static int Member(ReadOnlySpan<byte> pattern, ref int at)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length) at++;
        var character = Character(pattern[at..], out var used);
        at += used;
        return character;
    }

    // A byte that is no UTF-8 is a character of its own, beyond all of Unicode.
    private static int Character(ReadOnlySpan<byte> bytes, out int used)
    {
        if (Rune.DecodeFromUtf8(bytes, out var rune, out used) == System.Buffers.OperationStatus.Done) return rune.Value;
        used = 1;
        return 0x110000 + bytes[0];
    }
}
