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
