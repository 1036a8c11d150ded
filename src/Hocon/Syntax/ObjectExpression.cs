namespace Hocon.Syntax;

/// <summary>An object while files are read: per key everything that was assigned to it, in order.</summary>
internal sealed class ObjectExpression(HoconOrigin origin) : Expression(origin)
{
    private readonly OrderedDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Cell> Cells => _cells;

    public void Assign(IReadOnlyList<string> path, Expression value, bool appends)
    {
        var target = this;
        for (var i = 0; i < path.Count - 1; i++) target = target.CellOf(path[i]).OpenObject(value.Origin);
        if (appends) target.CellOf(path[^1]).Append(value);
        else target.CellOf(path[^1]).Assign(value);
    }

    /// <summary>Takes over another object's assignments as if they stood here; the other is not to be used after it.</summary>
    public void Absorb(ObjectExpression later)
    {
        foreach (var (key, cell) in later._cells)
        {
            if (_cells.TryGetValue(key, out var own)) own.Absorb(cell);
            else _cells.Add(key, cell);
        }
    }

    private Cell CellOf(string key)
    {
        if (!_cells.TryGetValue(key, out var cell)) _cells.Add(key, cell = new Cell());
        return cell;
    }
}
