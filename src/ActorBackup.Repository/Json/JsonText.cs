using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ActorBackup.Repository.Json;

/// <summary>The inside of a JSON string, as bytes.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0, 0x80).Select(static b => (byte)b).Where(static b => b != '\\')]);

    /// <summary>Whether it stands for itself: no escapes, valid UTF-8.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => !text.Contains((byte)'\\') && (Ascii.IsValid(text) || Utf8.IsValid(text));

    /// <param name="text">Its escapes are well-formed; half surrogate pairs and bytes that are not UTF-8 become U+FFFD, each by itself.</param>
    public static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var into = new ArrayBufferWriter<byte>(text.Length);
        while (!text.IsEmpty)
        {
            if (text[0] == '\\') text = text[Escape(text, into)..];
            else if (text[0] < 0x80)
            {
                var plain = text.IndexOfAnyExcept(Plain);
                if (plain < 0) plain = text.Length;
                into.Write(text[..plain]);
                text = text[plain..];
            }
            else
            {
                var valid = Rune.DecodeFromUtf8(text, out var character, out var consumed) == OperationStatus.Done;
                Append(valid ? character : Rune.ReplacementChar, into);
                text = text[(valid ? consumed : 1)..];
            }
        }
        return into.WrittenSpan.ToArray();
    }

    private static int Escape(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        if (text[1] != 'u')
        {
            into.Write([text[1] switch { (byte)'b' => (byte)'\b', (byte)'f' => (byte)'\f', (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', var b => b }]);
            return 2;
        }
        var first = Unit(text);
        if (char.IsHighSurrogate(first) && text.Length >= 12 && text[6] == '\\' && text[7] == 'u' && Rune.TryCreate(first, Unit(text[6..]), out var pair))
        {
            Append(pair, into);
            return 12;
        }
        Append(Rune.TryCreate(first, out var character) ? character : Rune.ReplacementChar, into);
        return 6;
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        Span<byte> value = stackalloc byte[2];
        _ = Convert.FromHexString(escape.Slice(2, 4), value, out _, out _);
        return (char)(value[0] << 8 | value[1]);
    }

    private static void Append(Rune character, ArrayBufferWriter<byte> into) => into.Advance(character.EncodeToUtf8(into.GetSpan(4)));
}
