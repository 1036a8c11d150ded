using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorBackup.Core.Health;

/// <summary>The push-down automaton of <see cref="StructureScanner"/>: bytes in, the first mistake or the number of entries out.</summary>
internal sealed class JsonGrammar(JsonFraming framing)
{
    private enum State : byte
    {
        /// <summary>A value must come: at the top, after ':' and after ',' in an array.</summary>
        Value,
        FirstItem, FirstKey, Key, Colon, AfterValue, Done,
        String, Escape, Hex,
        Literal,
        Minus, Zero, Integer, Point, Fraction, Exponent, ExponentSign, ExponentDigits,
    }

    private static readonly SearchValues<byte> StringStops = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);
    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);

    // One bit per open level: set for an object.
    private readonly ulong[] _levels = new ulong[(StructureScanner.MaxDepth + 63) / 64];
    private State _state = State.Value;
    private int _depth, _hexLeft, _literalAt;
    private string _literal = "";
    private bool _isKey, _inObject, _lineEnded, _brokeLine;
    private long _offset, _entries, _values;
    private string? _failure;

    public JsonFraming Framing { get; private set; } = framing;

    /// <summary>Entries of the one array or object (0 for another value), or lines.</summary>
    public long Items => Framing == JsonFraming.Lines ? _values : _entries;

    public void Skip(int bytes) => _offset += bytes;

    /// <returns>Why it is not whole, else null.</returns>
    public string? Finish()
    {
        if (_failure is not null) return _failure;
        var isWhole = _state is State.Done || _depth == 0 && _state is State.Zero or State.Integer or State.Fraction or State.ExponentDigits;
        return isWhole ? null : $"it ends at byte {_offset} in the middle of {(_state is State.String or State.Escape or State.Hex ? "a string" : _depth > 0 ? $"{_depth} open brackets" : "a value")}";
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_failure is null)
        {
            var stopped = Scan(bytes);
            if (_failure is not null) _failure = $"byte {_offset + stopped}: {_failure}";
        }
        _offset += bytes.Length;
    }

    private int Scan(ReadOnlySpan<byte> bytes)
    {
        var (i, state) = (0, _state);
        while (i < bytes.Length)
        {
            var b = bytes[i];
            switch (state)
            {
                case State.String:
                    i = EndOfPlainText(bytes, i);
                    if (i == bytes.Length) break;
                    b = bytes[i++];
                    if (b == '"') state = _isKey ? State.Colon : Ended;
                    else if (b == '\\') state = State.Escape;
                    else return Fail(i - 1, $"a control character (0x{b:x2}) in a string");
                    continue;

                case State.Colon when b == ':':
                    (state, i) = (State.Value, i + 1);
                    continue;

                case State.AfterValue when b == ',':
                    (state, i) = (_inObject ? State.Key : State.Value, i + 1);
                    continue;

                case State.AfterValue or State.FirstKey when b == '}' && _inObject:
                case State.AfterValue or State.FirstItem when b == ']' && !_inObject:
                    Close();
                    (state, i) = (Ended, i + 1);
                    continue;

                case State.Key or State.FirstKey when b == '"':
                    if (_depth == 1) _entries++;
                    (state, _isKey, i) = (State.String, true, i + 1);
                    continue;

                case State.Integer or State.Fraction or State.ExponentDigits when b is >= (byte)'0' and <= (byte)'9':
                    do i++;
                    while (i < bytes.Length && bytes[i] is >= (byte)'0' and <= (byte)'9');
                    continue;

                case State.Value or State.FirstItem when b > ' ':
                    if (!BeginValue(b, ref state)) return Fail(i, Expected(state, b));
                    i++;
                    continue;

                case State.Literal:
                    if (b != _literal[_literalAt]) return Fail(i, $"no value begins like this; '{_literal}' was expected");
                    if (++_literalAt == _literal.Length) state = Ended;
                    i++;
                    continue;

                case State.Escape:
                    if (b == 'u') (state, _hexLeft) = (State.Hex, 4);
                    else if (b is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t') state = State.String;
                    else return Fail(i, "an unknown escape in a string");
                    i++;
                    continue;

                case State.Hex:
                    if (!char.IsAsciiHexDigit((char)b)) return Fail(i, "\\u without four hexadecimal digits");
                    if (--_hexLeft == 0) state = State.String;
                    i++;
                    continue;

                case >= State.Minus:
                    if (!Number(b, ref state)) return Fail(i, "a number that is none");
                    if (state >= State.Minus) i++;
                    continue;

                case State.Done when b > ' ':
                    if (!NextLine()) return Fail(i, Expected(state, b));
                    if (!BeginValue(b, ref state)) return Fail(i, Expected(State.Value, b));
                    i++;
                    continue;

                default:
                    if (b > ' ') return Fail(i, Expected(state, b));
                    var end = EndOfWhite(bytes, i);
                    if (end == i) return Fail(i, $"a control character (0x{b:x2})");
                    if (Framing != JsonFraming.Document && bytes[i..end].IndexOf((byte)'\n') is >= 0 and var newline && !EndLine(state))
                        return Fail(i + newline, "the line ends within a value");
                    i = end;
                    continue;
            }
            break;
        }
        _state = state;
        return i;
    }

    /// <summary>Where the next quote, backslash or control character is, or the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndOfPlainText(ReadOnlySpan<byte> bytes, int from)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        // Most strings are short: the first vectors are looked at here, without a call.
        for (var tries = 0; tries < 4 && from <= bytes.Length - Vector128<byte>.Count; tries++, from += Vector128<byte>.Count)
        {
            var some = Vector128.LoadUnsafe(ref start, (nuint)from);
            var stops = Vector128.Equals(some, Vector128.Create((byte)'"')) | Vector128.Equals(some, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(some, Vector128.Create((byte)0x20));
            var mask = stops.ExtractMostSignificantBits();
            if (mask != 0) return from + BitOperations.TrailingZeroCount(mask);
        }
        return Rest(bytes, from);
    }

    private static int Rest(ReadOnlySpan<byte> bytes, int from)
    {
        var length = bytes[from..].IndexOfAny(StringStops);
        return length < 0 ? bytes.Length : from + length;
    }

    private static int EndOfWhite(ReadOnlySpan<byte> bytes, int from)
    {
        var i = from;
        while (i < bytes.Length && i < from + 4 && bytes[i] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') i++;
        if (i < from + 4 || i == bytes.Length) return i;
        var length = bytes[i..].IndexOfAnyExcept(White);
        return length < 0 ? bytes.Length : i + length;
    }

    private bool BeginValue(byte b, ref State state)
    {
        if (_depth == 0) _values++;
        else if (_depth == 1 && !_inObject) _entries++;
        switch (b)
        {
            case (byte)'"':
                (state, _isKey) = (State.String, false);
                return true;
            case (byte)'{':
                return Open(isObject: true, State.FirstKey, ref state);
            case (byte)'[':
                return Open(isObject: false, State.FirstItem, ref state);
            case (byte)'-':
                state = State.Minus;
                return true;
            case (byte)'0':
                state = State.Zero;
                return true;
            case >= (byte)'1' and <= (byte)'9':
                state = State.Integer;
                return true;
            default:
                _literal = b switch { (byte)'t' => "true", (byte)'f' => "false", (byte)'n' => "null", (byte)'N' => "NaN", (byte)'I' => "Infinity", _ => "" };
                if (_literal == "") return false;
                (state, _literalAt) = (State.Literal, 1);
                return true;
        }
    }

    private bool Open(bool isObject, State next, ref State state)
    {
        if (_depth == StructureScanner.MaxDepth) return false;
        // The levels below keep their bits; this one is in hand.
        if (_depth > 0)
        {
            ref var word = ref _levels[(_depth - 1) >> 6];
            var bit = 1UL << (_depth - 1);
            word = _inObject ? word | bit : word & ~bit;
        }
        (_depth, _inObject, state) = (_depth + 1, isObject, next);
        return true;
    }

    private void Close()
    {
        _depth--;
        _inObject = _depth > 0 && (_levels[(_depth - 1) >> 6] & 1UL << (_depth - 1)) != 0;
    }

    private State Ended => _depth == 0 ? State.Done : State.AfterValue;

    /// <summary>Takes a byte of a number, or ends the number before it. A whole one may be followed by anything: that is the next state's matter.</summary>
    private bool Number(byte b, ref State state)
    {
        var isDigit = b is >= (byte)'0' and <= (byte)'9';
        (State next, var isGood) = state switch
        {
            State.Minus when b == 'I' => (State.Literal, true),
            State.Minus => (b == '0' ? State.Zero : State.Integer, isDigit),
            State.Integer when isDigit => (State.Integer, true),
            State.Zero or State.Integer when b == '.' => (State.Point, true),
            State.Zero or State.Integer or State.Fraction when b is (byte)'e' or (byte)'E' => (State.Exponent, true),
            State.Zero => (Ended, !isDigit),
            State.Point => (State.Fraction, isDigit),
            State.Fraction when isDigit => (State.Fraction, true),
            State.Exponent when b is (byte)'+' or (byte)'-' => (State.ExponentSign, true),
            State.Exponent or State.ExponentSign => (State.ExponentDigits, isDigit),
            State.ExponentDigits when isDigit => (State.ExponentDigits, true),
            _ => (Ended, true),
        };
        if (next == State.Literal) (_literal, _literalAt) = ("Infinity", 0);
        state = next;
        return isGood;
    }

    private bool EndLine(State state)
    {
        if (state is State.Done) _lineEnded = true;
        else if (_depth > 0 || state is not State.Value)
        {
            if (Framing == JsonFraming.Lines) return false;
            _brokeLine = true;
        }
        if (_brokeLine) Framing = JsonFraming.Document;
        return true;
    }

    private bool NextLine()
    {
        if (Framing == JsonFraming.Document || !_lineEnded) return false;
        Framing = JsonFraming.Lines;
        _lineEnded = false;
        return true;
    }

    private int Fail(int at, string why)
    {
        _failure = why;
        return at;
    }

    private string Expected(State state, byte b)
    {
        var found = b is > 0x20 and < 0x7f ? $"'{(char)b}'" : $"0x{b:x2}";
        return state switch
        {
            State.Done => $"{found} after the end of the value",
            State.AfterValue => $"{found} where ',' or a closing bracket was expected",
            State.Colon => $"{found} where ':' was expected",
            State.FirstKey or State.Key => $"{found} where a name in quotes was expected",
            _ when _depth == StructureScanner.MaxDepth && b is (byte)'{' or (byte)'[' => $"nested deeper than {StructureScanner.MaxDepth} levels",
            _ => $"{found} where a value was expected",
        };
    }
}
