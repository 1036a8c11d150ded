using System.Text.RegularExpressions;

namespace Hocon.Syntax;

/// <summary>Reads one file into expressions. It descends by recursion, so nesting is limited.</summary>
internal sealed partial class SyntaxReader(string text, IncludeChain chain)
{
    public const int MostLevels = 200;

    private readonly Cursor _cursor = new(text, chain.File);
    private readonly List<string> _path = [];
    private int _depth = chain.Depth;
    private int _lists;

    public ObjectExpression ReadRoot()
    {
        var root = new ObjectExpression(_cursor.Origin);
        _cursor.SkipSpace();
        if (_cursor.Current == '[') throw _cursor.Fail("The text is a list. Its root must be an object: keys with values.");
        if (!_cursor.TryTake("{"))
        {
            ReadFields(root, opened: null);
            return root;
        }

        ReadFields(root, opened: root.Origin);
        _cursor.SkipSpace();
        return _cursor.AtEnd ? root : throw _cursor.Fail($"Expected nothing after the brace that closes the text, found {_cursor.Found}.");
    }

    private void ReadFields(ObjectExpression target, HoconOrigin? opened)
    {
        while (true)
        {
            _cursor.SkipSpace();
            if (_cursor.AtEnd && opened is null) return;
            if (_cursor.AtEnd) throw _cursor.Fail($"The object opened on line {opened!.Line} is not closed. Add '}}'.");
            if (_cursor.Current == '}' && opened is null) throw _cursor.Fail("A '}' closes nothing. Remove it, or add the '{' it belongs to.");
            if (_cursor.TryTake("}")) return;
            ReadField(target);
            RequireSeparator('}');
        }
    }

    private void ReadField(ObjectExpression target)
    {
        if (IncludeReader.TryRead(_cursor) is { } include)
        {
            Take(include, target);
            return;
        }

        var path = PathReader.Read(_cursor);
        _cursor.SkipSpace();
        var appends = _cursor.TryTake("+=");
        if (!appends && !_cursor.TryTake(":") && !_cursor.TryTake("=") && _cursor.Current != '{')
        {
            throw _cursor.Fail($"Expected '=', ':', '+=' or '{{' after the key '{HoconPath.Join(path)}', found {_cursor.Found}. "
                + "A key with other characters than letters, digits, '-' and '_' stands in quotes.");
        }

        _cursor.SkipSpace();
        Descend(path.Count);
        _path.AddRange(path);
        target.Assign(path, ReadValue($"The key '{HoconPath.Join(path)}' has no value"), appends);
        _path.RemoveRange(_path.Count - path.Count, path.Count);
        _depth -= path.Count;
    }

    private void Take(Include include, ObjectExpression target)
    {
        var origin = _cursor.Origin;
        if (_lists > 0) throw _cursor.Fail("An include cannot stand inside a list. Include the file under a key and refer to it with ${…}.");
        Descend(1);
        var included = chain.Read(include.File, _path, _depth, origin);
        _depth--;
        if (included is not null) target.Absorb(included);
        else if (include.IsRequired) throw new HoconException($"The required file '{include.File}' is not there. Its path starts at the folder of '{chain.File}'.", origin);
    }

    private Expression ReadValue(string missing)
    {
        var parts = new List<Expression>();
        while (true)
        {
            var origin = _cursor.Origin;
            var blanks = _cursor.TakeBlanks();
            if (_cursor.AtEnd || _cursor.AtComment || _cursor.Current is '\n' or ',' or '}' or ']') break;
            if (parts.Count > 0 && blanks.Length > 0) parts.Add(new BlankExpression(origin, blanks));
            parts.Add(ReadPart());
        }

        return parts.Count == 0 ? throw _cursor.Fail($"{missing}: found {_cursor.Found}. Write null or \"\" for an empty one.") : Parts.Join(parts);
    }

    private Expression ReadPart()
    {
        var origin = _cursor.Origin;
        switch (_cursor.Current)
        {
            case '{': return ReadObject(origin);
            case '[': return ReadList(origin);
            case '"': return new LiteralExpression(new HoconScalar(origin, Strings.Read(_cursor), quoted: true));
            case '$' when _cursor.Peek(1) == '{': return ReadSubstitution(origin);
        }

        var word = ReadWord();
        return word.Length > 0
            ? new LiteralExpression(new HoconScalar(origin, word, isNull: word == "null"))
            : throw _cursor.Fail($"A value without quotes cannot hold {_cursor.Found}. Put the value in quotes.");
    }

    // The plus of an exponent is the only one that needs no quotes.
    private string ReadWord()
    {
        var word = _cursor.TakeWhile(static cursor => cursor.AtBare);
        return _cursor.Current == '+' && char.IsAsciiDigit(_cursor.Peek(1)) && UpToExponent().IsMatch(word)
            ? word + _cursor.Take() + _cursor.TakeWhile(static cursor => cursor.AtBare)
            : word;
    }

    private ObjectExpression ReadObject(HoconOrigin origin)
    {
        Descend(1);
        _cursor.Take();
        var read = new ObjectExpression(origin);
        ReadFields(read, origin);
        _depth--;
        return read;
    }

    private ListExpression ReadList(HoconOrigin origin)
    {
        Descend(1);
        _lists++;
        _cursor.Take();
        var items = new List<Expression>();
        while (true)
        {
            _cursor.SkipSpace();
            if (_cursor.AtEnd) throw _cursor.Fail($"The list opened on line {origin.Line} is not closed. Add ']'.");
            if (_cursor.TryTake("]")) break;
            items.Add(ReadValue("A list has an empty place"));
            RequireSeparator(']');
        }

        _lists--;
        _depth--;
        return new ListExpression(origin, items);
    }

    private SubstitutionExpression ReadSubstitution(HoconOrigin origin)
    {
        _cursor.TryTake("${");
        var isOptional = _cursor.TryTake("?");
        var path = PathReader.Read(_cursor);
        if (!_cursor.TryTake("}")) throw _cursor.Fail($"A substitution is not closed: expected '}}' after '${{{HoconPath.Join(path)}', found {_cursor.Found}.");
        if (path.Count > MostLevels) throw new HoconException($"A path has more than {MostLevels} keys.", origin);
        return new SubstitutionExpression(origin, string.Join('.', path), chain.Places(path), isOptional);
    }

    private void RequireSeparator(char closing)
    {
        var line = _cursor.Line;
        _cursor.SkipSpace();
        if (_cursor.TryTake(",") || _cursor.AtEnd || _cursor.Current == closing || _cursor.Line > line) return;
        throw _cursor.Fail($"Expected ',', a new line or '{closing}', found {_cursor.Found}.");
    }

    private void Descend(int levels)
    {
        _depth += levels;
        if (_depth > MostLevels) throw _cursor.Fail($"Values are nested deeper than {MostLevels} levels.");
    }

    [GeneratedRegex(@"\A-?\d+(\.\d+)?[eE]\z")]
    private static partial Regex UpToExponent();
}
