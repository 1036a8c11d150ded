namespace Hocon.Syntax;

/// <summary>A value as it is written: what it stands for is known when all files are read.</summary>
internal abstract class Expression(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;
}

internal sealed class LiteralExpression(HoconScalar value) : Expression(value.Origin)
{
    public HoconScalar Value { get; } = value;
}

/// <summary>Blanks between the parts of a value; they count only if the whole is a text.</summary>
internal sealed class BlankExpression(HoconOrigin origin, string text) : Expression(origin)
{
    public string Text { get; } = text;
}

internal sealed class ListExpression(HoconOrigin origin, IReadOnlyList<Expression> items) : Expression(origin)
{
    public IReadOnlyList<Expression> Items { get; } = items;
}

internal sealed class ConcatenationExpression(IReadOnlyList<Expression> parts) : Expression(parts[0].Origin)
{
    public IReadOnlyList<Expression> Parts { get; } = parts;
}

/// <param name="origin">Where it stands.</param>
/// <param name="name">The path as it was written, for messages and the environment.</param>
/// <param name="places">Paths from the root to try in turn: an included file's own come first.</param>
/// <param name="isOptional">Whether nothing will do as its value.</param>
internal sealed class SubstitutionExpression(HoconOrigin origin, string name, IReadOnlyList<IReadOnlyList<string>> places, bool isOptional)
    : Expression(origin)
{
    public string Name { get; } = name;
    public IReadOnlyList<IReadOnlyList<string>> Places { get; } = places;
    public bool IsOptional { get; } = isOptional;
    public override string ToString() => IsOptional ? $"${{?{Name}}}" : $"${{{Name}}}";
}
