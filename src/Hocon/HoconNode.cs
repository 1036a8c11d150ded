namespace Hocon;

/// <summary>A resolved value: an object, an array or a scalar. Never changes; equal if the contents are, wherever they stand.</summary>
public abstract class HoconNode
{
    private protected HoconNode(HoconOrigin origin, IEnumerable<HoconNode> parts, int ownWeight)
    {
        Origin = origin;
        Weight = ownWeight;
        foreach (var part in parts)
        {
            Depth = Math.Max(Depth, part.Depth + 1);
            Weight = Math.Min(Weight + part.Weight, int.MaxValue);
        }
    }

    /// <summary>The line the value starts on, not the one of its key.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>Levels below this one: 0 for a scalar.</summary>
    internal int Depth { get; }

    /// <summary>Values and characters below and in this one, each counted as often as it is reached.</summary>
    internal long Weight { get; }

    /// <summary>What it is, for messages: "an object", "a list", "null" or "a text".</summary>
    public abstract string Kind { get; }
}
