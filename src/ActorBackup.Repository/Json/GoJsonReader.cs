using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Json;

/// <summary>Reads a JSON document field by field as Go does: unknown fields are skipped, null is the zero value, the last of two equal fields counts.</summary>
/// <remarks>Any bytes may be given: everything wrong is a <see cref="RepositoryException"/> that says where. Lists and objects are entered, then
/// walked by <see cref="NextItem"/> and <see cref="NextField"/>, each of which stands on the value that it found.</remarks>
internal ref struct GoJsonReader
{
    private readonly ReadOnlySpan<byte> _all;
    private readonly string _what;
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _field;

    /// <param name="what">What is read, as it begins a sentence: <c>An index file</c>.</param>
    public GoJsonReader(ReadOnlySpan<byte> json, string what)
    {
        _all = json;
        _what = what;
        _json = new Utf8JsonReader(json);
        Advance();
    }

    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    public readonly bool IsArray => _json.TokenType == JsonTokenType.StartArray;

    /// <summary>Of the field whose value it stands on.</summary>
    public readonly string FieldName => Encoding.UTF8.GetString(_field);

    public readonly bool Is(ReadOnlySpan<byte> field) => _field.SequenceEqual(field);

    /// <returns>False if there is null instead of an object: then it has no fields.</returns>
    public readonly bool EnterObject() => Enter(JsonTokenType.StartObject, "an object");

    /// <returns>False if there is null instead of a list.</returns>
    public readonly bool EnterArray() => Enter(JsonTokenType.StartArray, "a list");

    public bool NextField()
    {
        Advance();
        if (_json.TokenType == JsonTokenType.EndObject) return false;
        _field = _json.ValueIsEscaped ? JsonText.Unescape(_json.ValueSpan) : _json.ValueSpan;
        Advance();
        return true;
    }

    public bool NextItem()
    {
        Advance();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    public void Skip()
    {
        try { _json.Skip(); }
        catch (JsonException e) { throw Malformed(e); }
    }

    /// <summary>There must be nothing left but white space.</summary>
    public void End()
    {
        try
        {
            if (!_json.Read()) return;
        }
        catch (JsonException e) { throw Malformed(e); }
        throw Wrong("nothing more");
    }

    public readonly ulong Number(ulong max)
    {
        if (IsNull) return 0;
        return _json.TokenType == JsonTokenType.Number && _json.TryGetUInt64(out var value) && value <= max ? value : throw Wrong($"a number from 0 to {max}");
    }

    public readonly uint Number32() => (uint)Number(uint.MaxValue);

    public readonly int SignedNumber()
    {
        if (IsNull) return 0;
        return _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) ? value : throw Wrong("a whole number");
    }

    public readonly bool Flag() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Wrong("true or false"),
    };

    public readonly Sha256Value Id() =>
        _json.TokenType == JsonTokenType.String && Sha256Value.TryParse(_json.ValueSpan, out var id) ? id : throw Wrong("an id of 64 lower-case hex digits");

    public readonly NodeTime Time() =>
        _json.TokenType == JsonTokenType.String && NodeTime.TryParse(_json.ValueSpan, out var time) ? time : throw Wrong("a time such as 2006-01-02T15:04:05.999999999+02:00");

    public readonly byte[] Binary()
    {
        var text = TextBytes();
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var length) != OperationStatus.Done) throw Wrong("base64");
        if (length < bytes.Length) Array.Resize(ref bytes, length);
        return bytes;
    }

    public readonly string Text() => IsNull ? "" : Encoding.UTF8.GetString(TextBytes());

    /// <summary>The text as UTF-8, always valid: what is not becomes U+FFFD, as in Go.</summary>
    public readonly ReadOnlySpan<byte> TextBytes()
    {
        if (IsNull) return [];
        if (_json.TokenType != JsonTokenType.String) throw Wrong("a text");
        return JsonText.IsPlain(_json.ValueSpan) ? _json.ValueSpan : JsonText.Unescape(_json.ValueSpan);
    }

    /// <summary>The value as it is written, whatever it is.</summary>
    public ReadOnlySpan<byte> Verbatim()
    {
        var start = (int)_json.TokenStartIndex;
        Skip();
        return _all[start..(int)_json.BytesConsumed];
    }

    /// <param name="expected">As it stands after "where there should be".</param>
    public readonly RepositoryException Wrong(string expected) =>
        RepositoryException.Damaged($"{_what} is damaged: at byte {_json.TokenStartIndex}{InField()} there should be {expected}.");

    private readonly bool Enter(JsonTokenType start, string expected) => _json.TokenType == start || (IsNull ? false : throw Wrong(expected));

    private readonly string InField() => _field.IsEmpty ? "" : $", in or after '{Encoding.UTF8.GetString(_field[..Math.Min(_field.Length, 40)])}',";

    private void Advance()
    {
        try
        {
            if (_json.Read()) return;
        }
        catch (JsonException e) { throw Malformed(e); }
        throw Wrong("something");
    }

    private readonly RepositoryException Malformed(JsonException e) =>
        RepositoryException.Damaged($"{_what} is damaged: no well-formed JSON at byte {_json.BytesConsumed}.", e);
}
