namespace Hocon.Syntax;

/// <summary>Makes one expression of the parts of a value.</summary>
internal static class Parts
{
    public static Expression Join(List<Expression> parts)
    {
        if (parts.Count == 1) return parts[0];
        if (parts.All(part => part is LiteralExpression or BlankExpression))
            return new LiteralExpression(new HoconScalar(parts[0].Origin, string.Concat(parts.Select(TextOf))));
        RefuseMixture(parts);
        return new ConcatenationExpression(parts);
    }

    private static string TextOf(Expression part) => part is BlankExpression blank ? blank.Text : ((LiteralExpression)part).Value.Text;

    // What substitutions are is known later; what is written out can be refused here.
    private static void RefuseMixture(List<Expression> parts)
    {
        var known = parts.Where(part => part is LiteralExpression or ListExpression or ObjectExpression).ToArray();
        var other = known.FirstOrDefault(part => part.GetType() != known[0].GetType());
        if (other is not null) throw Mixture(KindOf(known[0]), KindOf(other), other.Origin);
    }

    public static HoconException Mixture(string first, string second, HoconOrigin origin) =>
        new($"{char.ToUpperInvariant(first[0])}{first[1..]} and {second} cannot be joined to one value. Separate them with a comma or a new line.", origin);

    private static string KindOf(Expression part) => part switch
    {
        ObjectExpression => "an object",
        ListExpression => "a list",
        _ => "a text",
    };
}
