namespace Scenarios;

internal static class Violations
{
    /// <summary>Passes if there is none; else fails with every one, what led to it, and what the node said.</summary>
    public static void None(IReadOnlyCollection<string> found, string when, NodeProcess? node = null) =>
        Assert.True(found.Count == 0, $"{when}:\n  {string.Join("\n  ", found)}\n{node?.Said}");
}
