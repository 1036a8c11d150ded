using Hocon.Syntax;

namespace Hocon.Resolving;

/// <summary>Builds nodes, and refuses before a few lines of substitutions become more than a machine can hold or write out.</summary>
internal sealed class Limits
{
    private const long MostWeight = 4_000_000; // values and characters in one node
    private const long MostWork = 100_000_000; // the same, over all nodes built
    private long _work;

    public HoconScalar Text(HoconOrigin origin, string text)
    {
        Charge(text.Length, origin);
        return new HoconScalar(origin, text);
    }

    public HoconScalar Text(HoconOrigin origin, IReadOnlyList<HoconScalar> parts)
    {
        Charge(parts.Sum(part => part.Weight), origin);
        return new HoconScalar(origin, string.Concat(parts.Select(part => part.Text)));
    }

    public HoconArray List(HoconOrigin origin, IReadOnlyList<HoconNode> items)
    {
        Charge(items.Sum(item => item.Weight), origin);
        return Shallow(new HoconArray(origin, items));
    }

    public HoconObject Object(HoconOrigin origin, IReadOnlyList<KeyValuePair<string, HoconNode>> fields)
    {
        Charge(fields.Sum(field => field.Value.Weight), origin);
        return Shallow(new HoconObject(origin, fields));
    }

    public HoconObject Merge(HoconObject later, HoconObject earlier)
    {
        Charge(later.Weight + earlier.Weight, later.Origin);
        return later.WithFallback(earlier);
    }

    private static T Shallow<T>(T node) where T : HoconNode => node.Depth <= SyntaxReader.MostLevels
        ? node
        : throw new HoconException($"With its substitutions, this value is nested deeper than {SyntaxReader.MostLevels} levels.", node.Origin);

    private void Charge(long weight, HoconOrigin origin)
    {
        _work += weight;
        if (weight > MostWeight)
            throw new HoconException($"This value is larger than {MostWeight:N0} values and characters. Refer to fewer or smaller values.", origin);
        if (_work > MostWork)
            throw new HoconException("Values are merged and joined too often to be resolved. Refer to fewer values that refer to others.", origin);
    }
}
