using System.Diagnostics.CodeAnalysis;

namespace Hocon;

/// <summary>Named values in the order in which they were first written.</summary>
public sealed class HoconObject : HoconNode, IEquatable<HoconObject>
{
    private readonly Dictionary<string, HoconNode> _byKey;

    /// <exception cref="ArgumentException">A key is there twice.</exception>
    public HoconObject(HoconOrigin origin, IReadOnlyList<KeyValuePair<string, HoconNode>> fields)
        : base(origin, fields.Select(field => field.Value), 1 + fields.Sum(field => field.Key.Length))
    {
        Fields = fields;
        _byKey = new(fields, StringComparer.Ordinal);
    }

    public static HoconObject Empty { get; } = new(new HoconOrigin("(empty)", 1), []);

    public IReadOnlyList<KeyValuePair<string, HoconNode>> Fields { get; }
    public override string Kind => "an object";

    /// <param name="key">One key, not a path: dots and quotes in it mean themselves.</param>
    /// <param name="value">The key's value, null if there is none.</param>
    public bool TryGet(string key, [NotNullWhen(true)] out HoconNode? value) => _byKey.TryGetValue(key, out value);

    /// <summary>The value at a path such as <c>a.b."c.d"</c>; null if there is none.</summary>
    /// <exception cref="FormatException"><paramref name="path"/> has an empty key or an open quote.</exception>
    public HoconNode? Find(string path)
    {
        if (path.Contains('"', StringComparison.Ordinal)) return Find(HoconPath.Parse(path));
        HoconNode? found = this;
        foreach (var range in path.AsSpan().Split('.'))
        {
            var key = path.AsSpan(range).Trim();
            if (key.IsEmpty) throw HoconPath.EmptyKey(path);
            if (found is HoconObject level && !level._byKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out found)) found = null;
            else if (found is not null and not HoconObject && range.End.Value < path.Length) found = null;
        }

        return found;
    }

    /// <summary>The value under these keys, outermost first; null if there is none.</summary>
    public HoconNode? Find(IEnumerable<string> keys)
    {
        HoconNode? found = this;
        foreach (var key in keys) found = found is HoconObject level && level.TryGet(key, out var next) ? next : null;
        return found;
    }

    /// <summary>This object, and from <paramref name="fallback"/> what it lacks, at every level. Lists are not merged; null counts as a value.</summary>
    public HoconObject WithFallback(HoconObject fallback)
    {
        if (fallback.Fields.Count == 0 || ReferenceEquals(this, fallback)) return this;
        var merged = Fields.Select(field => field.Value is HoconObject own && fallback.TryGet(field.Key, out var other) && other is HoconObject under
            ? new(field.Key, own.WithFallback(under))
            : field);
        return new HoconObject(Origin, [.. merged, .. fallback.Fields.Where(field => !_byKey.ContainsKey(field.Key))]);
    }

    /// <summary>HOCON without substitutions and includes that parses back to an equal object; no braces around it.</summary>
    public string Render() => HoconRenderer.Render(this);

    public bool Equals(HoconObject? other) => other is not null && other.Fields.Count == Fields.Count
        && Fields.All(field => other.TryGet(field.Key, out var value) && value.Equals(field.Value));

    public override bool Equals(object? obj) => Equals(obj as HoconObject);
    public override int GetHashCode() => Fields.Aggregate(Fields.Count, (hash, field) => hash ^ HashCode.Combine(field.Key, field.Value));
    public override string ToString() => Render();
}
