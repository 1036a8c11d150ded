namespace Scenarios.History;

/// <summary>Something that must never happen, and did.</summary>
/// <param name="Evidence">The rows, grants, triggers and files concerned, in words.</param>
public sealed record Violation(string What, IReadOnlyList<string> Evidence)
{
    public Violation(string what, params IEnumerable<object> evidence) : this(what, [.. evidence.Select(one => one.ToString() ?? "")]) { }

    public override string ToString() => Evidence.Count == 0 ? What : $"{What}\n    {string.Join("\n    ", Evidence)}";
}
