namespace Hocon.Syntax;

/// <summary>One assignment to a key, or one part of it.</summary>
/// <param name="expression">What was assigned, or for an append what is added to the list.</param>
/// <param name="offset">How many layers below come from the same assignment.</param>
/// <param name="isPart">Whether it is one part of an assigned object.</param>
/// <param name="isAppend">Whether it was written with <c>+=</c>.</param>
internal sealed class Layer(Expression expression, int offset = 0, bool isPart = false, bool isAppend = false)
{
    public Expression Expression { get; } = expression;
    public int Offset { get; } = offset;
    public bool IsPart { get; } = isPart;
    public bool IsAppend { get; } = isAppend;

    /// <summary>How many substitutions were under way when its resolving began; null when it is not being resolved.</summary>
    public int? ActiveSince { get; set; }

    /// <summary>Whether it refers to its own key: then it holds all that was assigned before.</summary>
    public bool HoldsAllBelow { get; set; }

    public bool IsResolved { get; private set; }
    public HoconNode? Value { get; private set; }

    public HoconNode? Resolved(HoconNode? value)
    {
        (Value, IsResolved, ActiveSince) = (value, true, null);
        return value;
    }
}
