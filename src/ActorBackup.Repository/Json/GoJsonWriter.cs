using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Json;

/// <summary>Writes JSON byte for byte as Go's encoding/json does (format specification, section 10): ids of trees depend on it.</summary>
internal sealed class GoJsonWriter(int capacity = 1024)
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x60).Select(static b => (byte)b).Except("\"\\<>&"u8.ToArray())]);

    private byte[] _buffer = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <param name="name">Plain ASCII. The comma before it is written, too, unless it is the first of its object.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        var room = Room(name.Length + 4);
        var at = 0;
        if (_buffer[_length - 1] != '{') room[at++] = (byte)',';
        room[at++] = (byte)'"';
        name.CopyTo(room[at..]);
        at += name.Length;
        room[at++] = (byte)'"';
        room[at++] = (byte)':';
        _length += at;
    }

    /// <summary>The comma before an item of a list, unless it is the first.</summary>
    public void NextItem()
    {
        if (_buffer[_length - 1] != '[') Raw(","u8);
    }

    public void Number(ulong value)
    {
        _ = Utf8Formatter.TryFormat(value, Room(20), out var written);
        _length += written;
    }

    public void Number(long value)
    {
        _ = Utf8Formatter.TryFormat(value, Room(20), out var written);
        _length += written;
    }

    public void NumberUnlessZero(ReadOnlySpan<byte> name, ulong value)
    {
        if (value == 0) return;
        Name(name);
        Number(value);
    }

    public void TextUnlessEmpty(ReadOnlySpan<byte> name, string text)
    {
        if (text.Length == 0) return;
        Name(name);
        Text(text);
    }

    public void Flag(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Id(Sha256Value id)
    {
        var room = Room(2 * Sha256Value.Length + 2);
        room[0] = (byte)'"';
        id.FormatHex(room[1..]);
        room[2 * Sha256Value.Length + 1] = (byte)'"';
        _length += 2 * Sha256Value.Length + 2;
    }

    public void Time(NodeTime time)
    {
        var room = Room(NodeTime.MaxTextLength + 2);
        room[0] = (byte)'"';
        var written = time.Format(room[1..]);
        room[written + 1] = (byte)'"';
        _length += written + 2;
    }

    public void Binary(ReadOnlySpan<byte> bytes)
    {
        var room = Room(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        room[0] = (byte)'"';
        Base64.EncodeToUtf8(bytes, room[1..], out _, out var written);
        room[written + 1] = (byte)'"';
        _length += written + 2;
    }

    public void Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    /// <param name="utf8">Bytes that are not UTF-8 come out as <c>\ufffd</c>, one for each.</param>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Raw("\""u8);
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = utf8.Length;
            Raw(utf8[..plain]);
            utf8 = utf8[plain..];
            if (!utf8.IsEmpty) utf8 = utf8[Special(utf8)..];
        }
        Raw("\""u8);
    }

    /// <returns>How many bytes are done with.</returns>
    private int Special(ReadOnlySpan<byte> utf8)
    {
        if (utf8[0] < 0x80)
        {
            Escape(utf8[0]);
            return 1;
        }
        if (Rune.DecodeFromUtf8(utf8, out var character, out var consumed) != OperationStatus.Done)
        {
            Raw("\\ufffd"u8);
            return 1;
        }
        switch (character.Value)
        {
            case 0x2028: Raw("\\u2028"u8); break;
            case 0x2029: Raw("\\u2029"u8); break;
            default: Raw(utf8[..consumed]); break;
        }
        return consumed;
    }

    private void Escape(byte ascii)
    {
        switch (ascii)
        {
            case (byte)'"': Raw("\\\""u8); break;
            case (byte)'\\': Raw("\\\\"u8); break;
            case (byte)'\b': Raw("\\b"u8); break;
            case (byte)'\f': Raw("\\f"u8); break;
            case (byte)'\n': Raw("\\n"u8); break;
            case (byte)'\r': Raw("\\r"u8); break;
            case (byte)'\t': Raw("\\t"u8); break;
            default: Raw([.. "\\u00"u8, HexDigit(ascii >> 4), HexDigit(ascii & 15)]); break;
        }
    }

    internal static byte HexDigit(int value) => (byte)"0123456789abcdef"[value];

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes) Array.Resize(ref _buffer, (int)Math.Min(Math.Max(2L * _buffer.Length, _length + (long)bytes), Array.MaxLength));
        return _buffer.AsSpan(_length);
    }
}
