namespace ActorBackup.Conventions.Tests;

internal static class Finding
{
    /// <summary>Passes if nothing was found; otherwise fails with every finding on a line of its own.</summary>
    public static void None<T>(IEnumerable<T> found)
    {
        var lines = found.Select(finding => $"  {finding}").ToArray();
        Assert.True(lines.Length == 0, string.Join('\n', lines.Prepend("found:")));
    }
}
