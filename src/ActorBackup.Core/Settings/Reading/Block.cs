using System.Diagnostics.CodeAnalysis;
using Hocon;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>One block of a configuration while it is read. Every key that is asked for is known; <see cref="Close"/> reports the others.</summary>
internal sealed class Block(HoconObject fields, string path, ProblemList problems)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public HoconObject Fields => fields;

    public string PathOf(string key) => $"{path}.{HoconPath.Quote(key)}";

    public HoconOrigin OriginOf(string key) => fields.TryGet(key, out var value) ? value.Origin : fields.Origin;

    public void Wrong(string key, string message) => problems.Add(PathOf(key), OriginOf(key), message);

    /// <summary>Whether the key is written; null is told as a problem and counts as not written.</summary>
    public bool Has(string key, out HoconNode value)
    {
        _asked.Add(key);
        if (!fields.TryGet(key, out value!)) return false;
        if (value is not HoconScalar { IsNull: true }) return true;
        Wrong(key, "has no value (null): give it one, or remove the line.");
        return false;
    }

    public T Value<T>(string key, T fallback, Func<string, T> form) => Has(key, out var node) && TryRead(key, node, form, out var value) ? value : fallback;

    public T? OrOff<T>(string key, T? fallback, Func<string, T> form) where T : struct =>
        !Has(key, out var node) ? fallback : IsWord(node, "off") ? null : TryRead(key, node, form, out var value) ? value : fallback;

    public string? OrOff(string key, Func<string, string> form) =>
        !Has(key, out var node) || IsWord(node, "off") ? null : TryRead(key, node, form, out var value) ? value : null;

    public List<T> List<T>(string key, Func<string, T> form)
    {
        var read = new List<T>();
        if (!Has(key, out var node)) return read;
        foreach (var item in node is HoconArray list ? list.Items : [node])
            if (TryRead(key, item, form, out var value)) read.Add(value);
        return read;
    }

    /// <summary>A block, or an empty one where none is written; anything else is told.</summary>
    public Block Child(string key)
    {
        if (Has(key, out var node))
        {
            if (node is HoconObject child) return new Block(child, PathOf(key), problems);
            Wrong(key, $"must be a block {{ … }}, not {Kind(node)}.");
        }
        return new Block(new HoconObject(fields.Origin, []), PathOf(key), problems);
    }

    /// <summary>A block that stands in a list under a key.</summary>
    public Block Inner(string key, HoconObject inner) => new(inner, PathOf(key), problems);

    /// <summary>A feature: off, on, or a block that may say <c>enabled</c>.</summary>
    /// <param name="byDefault">Whether it is on where nothing is written.</param>
    /// <param name="value">Reads a value that is neither on nor off; null where there is no such value.</param>
    /// <returns>The block is there in any case, to be read and closed also where the feature is off.</returns>
    public (bool On, Block Block) Feature(string key, bool byDefault, Action<string>? value = null)
    {
        var nothing = new Block(new HoconObject(OriginOf(key), []), PathOf(key), problems);
        if (!Has(key, out var node)) return (byDefault, nothing);
        if (node is HoconObject written)
        {
            var block = new Block(written, PathOf(key), problems);
            return (block.Value("enabled", true, Forms.OnOff), block);
        }
        if (node is HoconScalar scalar && HoconUnits.TryBoolean(scalar.Text, out var on)) return (on, nothing);
        if (value is null || node is not HoconScalar) Wrong(key, $"must be off, on{(value is null ? "" : ", a value")} or a block {{ … }}, not {Kind(node)}.");
        else TryRead(key, node, text => { value(text); return true; }, out _);
        return (true, nothing);
    }

    /// <summary>Keys of the contract that this version does not carry out: harmless if off or empty, else told.</summary>
    public void Later(params string[] keys)
    {
        foreach (var key in keys)
            if (Has(key, out var node) && !SaysNothing(node)) Wrong(key, "is not available in this version: remove it, or say off.");
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    /// <param name="elsewhere">Where a known key belongs that is not allowed here; null if it is unknown.</param>
    public void Close(Func<string, string?>? elsewhere = null)
    {
        foreach (var (key, _) in fields.Fields)
            if (!_asked.Contains(key)) Wrong(key, elsewhere?.Invoke(key) ?? $"is no key that is known here.{Suggestion(key)}");
    }

    public bool TryRead<T>(string key, HoconNode node, Func<string, T> form, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not HoconScalar { IsNull: false } scalar)
        {
            problems.Add(PathOf(key), node.Origin, $"must be a single value, not {Kind(node)}.");
            return false;
        }
        try
        {
            value = form(scalar.Text);
            return true;
        }
        catch (FormatException wrong)
        {
            problems.Add(PathOf(key), node.Origin, wrong.Message);
            return false;
        }
    }

    public static bool IsWord(HoconNode node, string word) => node is HoconScalar { IsNull: false } scalar && scalar.Text == word;

    public static string Kind(HoconNode node) => node is HoconObject ? "a block" : node is HoconArray ? "a list" : node is HoconScalar { IsNull: false } scalar ? $"'{scalar.Text}'" : "null";

    private static bool SaysNothing(HoconNode node) => node switch
    {
        HoconScalar scalar => HoconUnits.TryBoolean(scalar.Text, out var on) && !on,
        HoconObject block => block.Fields.All(field => SaysNothing(field.Value)) || (block.TryGet("enabled", out var enabled) && SaysNothing(enabled)),
        HoconArray list => list.Items.Count == 0,
        _ => false,
    };

    private string Suggestion(string key)
    {
        var hint = Nearest.Hint(key, _asked);
        return hint.Length > 0 ? hint : $" Known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.";
    }
}
