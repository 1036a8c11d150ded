// Over 300 lines would be possible in pieces, but the loop is one state machine that must keep its state in registers to be fast.
using System.Buffers;

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
    private bool _isKey, _lineEnded, _brokeLine;
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
        var i = 0;
        while (i < bytes.Length)
        {
            var b = bytes[i];
            switch (_state)
            {
                case State.String:
                    var length = bytes[i..].IndexOfAny(StringStops);
                    if (length < 0) return bytes.Length;
                    i += length;
                    b = bytes[i];
                    if (b == '"') _state = _isKey ? State.Colon : Ended();
                    else if (b == '\\') _state = State.Escape;
                    else return Fail(i, $"a control character (0x{b:x2}) in a string");
                    i++;
                    continue;

                case State.Escape:
                    if (b == 'u') (_state, _hexLeft) = (State.Hex, 4);
                    else if (b is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t') _state = State.String;
                    else return Fail(i, "an unknown escape in a string");
                    i++;
                    continue;

                case State.Hex:
                    if (!char.IsAsciiHexDigit((char)b)) return Fail(i, "\\u without four hexadecimal digits");
                    if (--_hexLeft == 0) _state = State.String;
                    i++;
                    continue;

                case State.Literal:
                    if (b != _literal[_literalAt]) return Fail(i, $"no value begins like this; '{_literal}' was expected");
                    if (++_literalAt == _literal.Length) _state = Ended();
                    i++;
                    continue;

                case State.Integer or State.Fraction or State.ExponentDigits when b is >= (byte)'0' and <= (byte)'9':
                    do i++;
                    while (i < bytes.Length && bytes[i] is >= (byte)'0' and <= (byte)'9');
                    continue;

                case >= State.Minus:
                    if (!Number(b)) return Fail(i, "a number that is none");
                    if (_state >= State.Minus) i++;
                    continue;
            }

            if (b <= ' ')
            {
                var white = bytes[i..].IndexOfAnyExcept(White);
                if (white < 0) white = bytes.Length - i;
                if (white == 0) return Fail(i, $"a control character (0x{b:x2})");
                if (Framing != JsonFraming.Document && bytes.Slice(i, white).Contains((byte)'\n') && !EndLine()) return Fail(i, "the line ends within a value");
                i += white;
                continue;
            }
            if (!Structure(b)) return Fail(i, Expected(b));
            i++;
        }
        return i;
    }

    /// <summary>One byte of brackets, separators, or the first of a value.</summary>
    private bool Structure(byte b)
    {
        switch (_state)
        {
            case State.AfterValue when b == ',':
                _state = InObject ? State.Key : State.Value;
                return true;
            case State.AfterValue or State.FirstKey when b == '}' && InObject:
            case State.AfterValue or State.FirstItem when b == ']' && !InObject:
                _depth--;
                _state = Ended();
                return true;
            case State.FirstKey or State.Key when b == '"':
                if (_depth == 1) _entries++;
                (_state, _isKey) = (State.String, true);
                return true;
            case State.Colon when b == ':':
                _state = State.Value;
                return true;
            case State.Value or State.FirstItem:
                return BeginValue(b);
            case State.Done:
                return NextLine() && BeginValue(b);
            default:
                return false;
        }
    }

    private bool BeginValue(byte b)
    {
        if (_depth == 0) _values++;
        else if (_depth == 1 && !InObject) _entries++;
        switch (b)
        {
            case (byte)'"':
                (_state, _isKey) = (State.String, false);
                return true;
            case (byte)'{':
                return Open(isObject: true, State.FirstKey);
            case (byte)'[':
                return Open(isObject: false, State.FirstItem);
            case (byte)'-':
                _state = State.Minus;
                return true;
            case (byte)'0':
                _state = State.Zero;
                return true;
            case >= (byte)'1' and <= (byte)'9':
                _state = State.Integer;
                return true;
            default:
                return BeginLiteral(b switch { (byte)'t' => "true", (byte)'f' => "false", (byte)'n' => "null", (byte)'N' => "NaN", (byte)'I' => "Infinity", _ => "" });
        }
    }

    private bool BeginLiteral(string literal)
    {
        (_state, _literal, _literalAt) = (State.Literal, literal, 1);
        return literal != "";
    }

    private bool Open(bool isObject, State next)
    {
        if (_depth == StructureScanner.MaxDepth) return false;
        ref var word = ref _levels[_depth >> 6];
        var bit = 1UL << _depth;
        word = isObject ? word | bit : word & ~bit;
        _depth++;
        _state = next;
        return true;
    }

    private bool InObject => _depth > 0 && (_levels[(_depth - 1) >> 6] & 1UL << (_depth - 1)) != 0;

    private State Ended() => _depth == 0 ? State.Done : State.AfterValue;

    /// <summary>Takes a byte of a number, or ends the number before it. A whole one may be followed by anything: that is the next state's matter.</summary>
    private bool Number(byte b)
    {
        var isDigit = b is >= (byte)'0' and <= (byte)'9';
        (State next, var isGood) = _state switch
        {
            State.Minus when b == 'I' => (State.Literal, true),
            State.Minus => (b == '0' ? State.Zero : State.Integer, isDigit),
            State.Integer when isDigit => (State.Integer, true),
            State.Zero or State.Integer when b == '.' => (State.Point, true),
            State.Zero or State.Integer or State.Fraction when b is (byte)'e' or (byte)'E' => (State.Exponent, true),
            State.Zero => (Ended(), !isDigit),
            State.Point => (State.Fraction, isDigit),
            State.Fraction when isDigit => (State.Fraction, true),
            State.Exponent when b is (byte)'+' or (byte)'-' => (State.ExponentSign, true),
            State.Exponent or State.ExponentSign => (State.ExponentDigits, isDigit),
            State.ExponentDigits when isDigit => (State.ExponentDigits, true),
            _ => (Ended(), true),
        };
        if (next == State.Literal) (_literal, _literalAt) = ("Infinity", 0);
        _state = next;
        return isGood;
    }

    private bool EndLine()
    {
        if (_state is State.Done) _lineEnded = true;
        else if (_depth > 0 || _state is not State.Value)
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

    private string Expected(byte b)
    {
        var found = b is > 0x20 and < 0x7f ? $"'{(char)b}'" : $"0x{b:x2}";
        return _state switch
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
