using System.Runtime.CompilerServices;
using Hocon.Syntax;

namespace Hocon.Resolving;

/// <summary>Turns expressions into nodes: merges what was assigned to a key and follows substitutions.</summary>
/// <remarks>
/// A substitution means the final value of its path. The one exception is a value that refers to its own key: it means what was assigned
/// before. Any other way back to a value that is being resolved is a circle and refused, so the outcome does not depend on the order of work.
/// </remarks>
internal sealed class Resolver(ObjectExpression root, Func<string, string?> environment)
{
    private const int MostSteps = 1000; // of recursion; enough for 200 levels of values and of what they refer to
    private readonly List<Reference> _references = [];
    private readonly Limits _limits = new();
    private int _steps;

    public HoconObject Resolve() => ResolveObject(root);

    private HoconNode? Resolve(Expression expression)
    {
        StepDown(expression.Origin);
        var value = expression switch
        {
            LiteralExpression literal => literal.Value,
            BlankExpression blank => new HoconScalar(blank.Origin, blank.Text),
            ObjectExpression level => ResolveObject(level),
            ListExpression list => _limits.List(list.Origin, [.. list.Items.Select(Resolve).OfType<HoconNode>()]),
            SubstitutionExpression substitution => Follow(substitution),
            ConcatenationExpression parts => ResolveParts(parts),
            _ => throw new NotSupportedException($"No value for {expression.GetType().Name}."),
        };
        _steps--;
        return value;
    }

    private HoconObject ResolveObject(ObjectExpression level)
    {
        var fields = new List<KeyValuePair<string, HoconNode>>(level.Cells.Count);
        foreach (var (key, cell) in level.Cells)
        {
            if (ResolveCell(cell) is { } value) fields.Add(new(key, value));
        }

        return _limits.Object(level.Origin, fields);
    }

    // Blanks between parts count in a text only; of parts without a value nothing remains.
    private HoconNode? ResolveParts(ConcatenationExpression expression)
    {
        var parts = expression.Parts
            .Select(part => (IsBlank: part is BlankExpression, Value: Resolve(part)))
            .Where(part => part.Value is not null)
            .ToArray();
        HoconNode[] values = [.. parts.Where(part => !part.IsBlank).Select(part => part.Value!)];
        if (values.Length == 0) return null;
        if (parts.Length == 1) return values[0];
        if (values.All(value => value is HoconObject)) return values.Cast<HoconObject>().Aggregate((earlier, later) => _limits.Merge(later, earlier));
        if (values.All(value => value is HoconArray)) return _limits.List(expression.Origin, [.. values.Cast<HoconArray>().SelectMany(list => list.Items)]);
        if (values.FirstOrDefault(value => value.Kind != values[0].Kind && (value is not HoconScalar || values[0] is not HoconScalar)) is { } other)
            throw Parts.Mixture(values[0].Kind, other.Kind, expression.Origin);
        return _limits.Text(expression.Origin, [.. parts.Select(part => (HoconScalar)part.Value!)]);
    }

    private HoconNode? ResolveCell(Cell cell) => cell.IsResolved ? cell.Value : cell.Resolved(ResolveBelow(cell, cell.Layers.Count));

    // From the last assignment down, as far as it shows through: objects merge, anything else hides what is below.
    private HoconNode? ResolveBelow(Cell cell, int count)
    {
        HoconObject? merged = null;
        var appended = new List<HoconNode>();
        Layer? append = null;
        var from = 0;
        for (var i = count - 1; i >= from; i--)
        {
            var layer = cell.Layers[i];
            if (layer.IsAppend && merged is not null) break;
            var value = ResolveLayer(layer);
            if (layer.IsAppend) append = layer;
            if (value is null) continue;
            if (layer.IsAppend) appended.Insert(0, value);
            else if (append is not null) return Append(append, value, appended);
            else if (value is not HoconObject level) return merged ?? value;
            else merged = merged is null ? level : _limits.Merge(merged, level);
            if (layer.HoldsAllBelow) from = i - layer.Offset;
        }

        return append is null ? merged : _limits.List(append.Expression.Origin, appended);
    }

    private HoconArray Append(Layer append, HoconNode list, List<HoconNode> appended) => list is HoconArray { Items: var items }
        ? _limits.List(append.Expression.Origin, [.. items, .. appended])
        : throw new HoconException($"'+=' adds to a list, but the value before it, at {list.Origin}, is {list.Kind}.", append.Expression.Origin);

    private HoconNode? ResolveLayer(Layer layer)
    {
        if (layer.IsResolved) return layer.Value;
        if (layer.ActiveSince is { } since) throw Circle(since);
        layer.ActiveSince = _references.Count;
        var value = layer.Resolved(Resolve(layer.Expression));
        return layer.IsPart && value is not (null or HoconObject) ? throw Parts.Mixture("an object", value.Kind, layer.Expression.Origin) : value;
    }

    private HoconNode? Follow(SubstitutionExpression substitution)
    {
        var reference = new Reference(substitution);
        _references.Add(reference);
        var found = substitution.Places.Select(place => Find(root, place, 0).Value).FirstOrDefault(value => value is not null);
        _references.RemoveAt(_references.Count - 1);
        if (found is not null) return found;
        if (environment(substitution.Name) is { } text) return _limits.Text(substitution.Origin, text);
        return substitution.IsOptional ? null : throw reference.NotDefined();
    }

    private Finding Find(ObjectExpression level, IReadOnlyList<string> path, int at)
    {
        if (!level.Cells.TryGetValue(path[at], out var cell)) return default;
        StepDown(level.Origin);
        var finding = at == path.Count - 1 ? Finding.Of(FindWhole(cell)) : FindWithin(cell, path, at + 1);
        _steps--;
        return finding;
    }

    private HoconNode? FindWhole(Cell cell)
    {
        var active = cell.Layers.FirstOrDefault(layer => layer.ActiveSince is not null);
        if (active is null) return ResolveCell(cell);
        active.HoldsAllBelow = active.Expression == _references[^1].Substitution;
        return ResolveBelow(cell, LookBack(cell, active));
    }

    // Goes down the layers as ResolveBelow does, but resolves only what lies on the path.
    private Finding FindWithin(Cell cell, IReadOnlyList<string> path, int at)
    {
        HoconObject? merged = null;
        var active = cell.Layers.FirstOrDefault(layer => layer is { ActiveSince: not null, Expression: not ObjectExpression });
        for (var i = active is not null && IsOwn(active) ? LookBack(cell, active) - 1 : cell.Layers.Count - 1; i >= 0; i--)
        {
            if (MeansWhatIsBelow(cell.Layers[i], i, path, at)) continue;
            var finding = FindIn(cell.Layers[i], path, at);
            if (finding.Value is HoconObject level) merged = merged is null ? level : _limits.Merge(merged, level);
            else if (finding.Hides) return new Finding(merged ?? finding.Value, Hides: true);
        }

        return new Finding(merged, Hides: false);
    }

    // In 'a = ${a} { … }' the look for a.b need not resolve ${a}: the layers below come next anyway.
    private static bool MeansWhatIsBelow(Layer layer, int index, IReadOnlyList<string> path, int at) =>
        layer is { IsAppend: false, Offset: 0, Expression: SubstitutionExpression { Places: [var place, ..] } }
        && index > 0 && place.SequenceEqual(path.Take(at));

    private Finding FindIn(Layer layer, IReadOnlyList<string> path, int at)
    {
        if (layer.IsAppend) return new Finding(null, Hides: true);
        if (layer.Expression is ObjectExpression level) return Find(level, path, at);
        var value = ResolveLayer(layer);
        for (; value is HoconObject within && at < path.Count; at++)
        {
            if (!within.TryGet(path[at], out value)) return default;
        }

        return at == path.Count ? Finding.Of(value) : new Finding(null, Hides: value is not null);
    }

    /// <summary>Whether the substitution being followed stands in this layer itself.</summary>
    private bool IsOwn(Layer active) => active.ActiveSince == _references.Count - 1 && active.Expression is not ObjectExpression;

    /// <summary>The number of layers before the assignment that refers to itself.</summary>
    private int LookBack(Cell cell, Layer active)
    {
        if (!IsOwn(active)) throw Circle(active.ActiveSince!.Value);
        _references[^1].LookedBack = true;
        return cell.Layers.TakeWhile(layer => layer != active).Count() - active.Offset;
    }

    // The count makes the outcome the same on every thread, the look at the stack is for threads with a small one.
    private void StepDown(HoconOrigin origin)
    {
        if (++_steps > MostSteps || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new HoconException("Substitutions are nested too deeply. Refer to fewer values that refer to others.", origin);
    }

    private HoconException Circle(int since)
    {
        var circle = _references.Skip(since).Select(reference => reference.Substitution).ToArray();
        var chain = string.Join(" -> ", circle.Select(substitution => $"{substitution} ({substitution.Origin})"));
        return new HoconException($"Substitutions go in a circle: {chain} -> {circle[0]}. Give one of them a value of its own.", circle[^1].Origin);
    }
}
