namespace Hocon.Syntax;

/// <summary>All that was assigned to one key, and its value once that is known.</summary>
internal sealed class Cell
{
    private readonly List<Layer> _layers = [];

    /// <summary>Earliest first. Objects in a row are one layer.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    public bool IsResolved { get; private set; }
    public HoconNode? Value { get; private set; }

    public HoconNode? Resolved(HoconNode? value)
    {
        (Value, IsResolved) = (value, true);
        return value;
    }

    public ObjectExpression OpenObject(HoconOrigin origin)
    {
        if (TopObject is { } top) return top;
        var opened = new ObjectExpression(origin);
        _layers.Add(new Layer(opened));
        return opened;
    }

    /// <summary>A value with an object among its parts becomes a layer per part, so that a look into it need not resolve them all.</summary>
    public void Assign(Expression value)
    {
        if (value is ConcatenationExpression { Parts: var parts } && parts.Any(part => part is ObjectExpression))
            _layers.AddRange(parts.Where(part => part is not BlankExpression).Select((part, i) => new Layer(part, offset: i, isPart: true)));
        else Add(new Layer(value));
    }

    public void Append(Expression item) => Add(new Layer(item, isAppend: true));

    public void Absorb(Cell later)
    {
        foreach (var layer in later._layers) Add(layer);
    }

    private ObjectExpression? TopObject => _layers.Count > 0 && !_layers[^1].IsAppend ? _layers[^1].Expression as ObjectExpression : null;

    private void Add(Layer layer)
    {
        if (layer is { IsAppend: false, IsPart: false, Expression: ObjectExpression later } && TopObject is { } top) top.Absorb(later);
        else _layers.Add(layer);
    }
}

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

    public bool IsResolved { get; private set; }
    public HoconNode? Value { get; private set; }

    public HoconNode? Resolved(HoconNode? value)
    {
        (Value, IsResolved, ActiveSince) = (value, true, null);
        return value;
    }
}
