using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ActorBackup.Repository.Trees;

/// <summary>Names as Go string literals without the outer quotes: so any bytes survive in JSON (format specification, section 11.2).</summary>
internal static class GoQuoting
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(static b => (byte)b).Except("\"\\"u8.ToArray())]);

    /// <summary>What ends a name that stands for itself.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create("\"\\\n"u8);

    public static bool IsPlain(ReadOnlySpan<byte> name) => !name.ContainsAnyExcept(Plain);

    public static byte[] Quote(ReadOnlySpan<byte> name)
    {
        var into = new ArrayBufferWriter<byte>(2 * name.Length + 16);
        while (!name.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(name, out var character, out var consumed) == OperationStatus.Done;
            if (!valid) consumed = 1;
            if (!valid) Hex(into, 'x', name[0], 2);
            else Append(into, character, name[..consumed]);
            name = name[consumed..];
        }
        return into.WrittenSpan.ToArray();
    }

    /// <returns>False if <paramref name="quoted"/> is no string literal of Go.</returns>
    public static bool TryUnquote(ReadOnlySpan<byte> quoted, out byte[] name)
    {
        name = [];
        var into = new byte[quoted.Length];
        var length = 0;
        while (!quoted.IsEmpty)
        {
            var plain = quoted.IndexOfAny(Special);
            if (plain < 0) plain = quoted.Length;
            quoted[..plain].CopyTo(into.AsSpan(length));
            length += plain;
            quoted = quoted[plain..];
            if (quoted.IsEmpty) break;
            if (!TryEscape(quoted, into.AsSpan(length), out var read, out var written)) return false;
            length += written;
            quoted = quoted[read..];
        }
        if (length < into.Length) Array.Resize(ref into, length);
        name = into;
        return true;
    }

    private static void Append(ArrayBufferWriter<byte> into, Rune character, ReadOnlySpan<byte> utf8)
    {
        switch (character.Value)
        {
            case '"': into.Write("\\\""u8); break;
            case '\\': into.Write("\\\\"u8); break;
            case '\a': into.Write("\\a"u8); break;
            case '\b': into.Write("\\b"u8); break;
            case '\f': into.Write("\\f"u8); break;
            case '\n': into.Write("\\n"u8); break;
            case '\r': into.Write("\\r"u8); break;
            case '\t': into.Write("\\t"u8); break;
            case '\v': into.Write("\\v"u8); break;
            case < 0x20 or 0x7f: Hex(into, 'x', character.Value, 2); break;
            case var _ when GoPrintable.Contains(character): into.Write(utf8); break;
            case <= 0xFFFF: Hex(into, 'u', character.Value, 4); break;
            default: Hex(into, 'U', character.Value, 8); break;
        }
    }

    private static void Hex(ArrayBufferWriter<byte> into, char kind, int value, int digits)
    {
        var room = into.GetSpan(digits + 2);
        (room[0], room[1]) = ((byte)'\\', (byte)kind);
        _ = Utf8Formatter.TryFormat(value, room[2..], out _, new StandardFormat('x', (byte)digits));
        into.Advance(digits + 2);
    }

    /// <param name="text">Starts with what is special: only a backslash may.</param>
    /// <param name="into">Has room: no escape is shorter than what it stands for.</param>
    private static bool TryEscape(ReadOnlySpan<byte> text, Span<byte> into, out int read, out int written)
    {
        (read, written) = (2, 1);
        if (text[0] != '\\' || text.Length < 2) return false;
        switch ((char)text[1])
        {
            case 'a': into[0] = (byte)'\a'; return true;
            case 'b': into[0] = (byte)'\b'; return true;
            case 'f': into[0] = (byte)'\f'; return true;
            case 'n': into[0] = (byte)'\n'; return true;
            case 'r': into[0] = (byte)'\r'; return true;
            case 't': into[0] = (byte)'\t'; return true;
            case 'v': into[0] = (byte)'\v'; return true;
            case '"' or '\\': into[0] = text[1]; return true;
            case 'x': return TryByte(text, 4, out into[0], out read);
            case >= '0' and <= '7': return TryOctal(text, out into[0], out read);
            case 'u': return TryCharacter(text, 6, into, out read, out written);
            case 'U': return TryCharacter(text, 10, into, out read, out written);
            default: return false;
        }
    }

    private static bool TryByte(ReadOnlySpan<byte> text, int length, out byte value, out int read)
    {
        read = length;
        value = 0;
        return text.Length >= length && byte.TryParse(text[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryOctal(ReadOnlySpan<byte> text, out byte value, out int read)
    {
        read = 4;
        value = 0;
        if (text.Length < 4 || text[1..4].ContainsAnyExceptInRange((byte)'0', (byte)'7') || text[1] > '3') return false;
        value = (byte)((text[1] - '0') << 6 | (text[2] - '0') << 3 | (text[3] - '0'));
        return true;
    }

    private static bool TryCharacter(ReadOnlySpan<byte> text, int length, Span<byte> into, out int read, out int written)
    {
        (read, written) = (length, 0);
        if (text.Length < length || !uint.TryParse(text[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        return Rune.TryCreate(value, out var character) && character.TryEncodeToUtf8(into, out written);
    }
}
