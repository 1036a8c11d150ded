namespace Scenarios.Sources;

/// <summary>A file that the node may not read.</summary>
public sealed class UnreadableFileTests
{
    /// <summary>Root reads everything; without these two capabilities it is held to a file's mode like anybody else.</summary>
    private static IReadOnlyList<string> AsAnybody => Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] : [];

    [Fact]
    public async Task One_unreadable_file_is_a_failure()
    {
        await using var sandbox = Unreadable();

        var result = await CommandResult.OfAsync(sandbox.Root, ["backup", "closed", "--config", sandbox.ConfigFile], AsAnybody);

        Assert.Equal(1, result.Code);
        Assert.Contains("closed.json", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_unreadable_file_among_several_is_incomplete()
    {
        await using var sandbox = Unreadable();

        var result = await CommandResult.OfAsync(sandbox.Root, ["backup", "--all", "--config", sandbox.ConfigFile], AsAnybody);

        Assert.Equal(3, result.Code);
        Assert.Contains("closed.json", result.Errors, StringComparison.Ordinal);
        Assert.Contains("open", (await sandbox.RunAsync("snapshots", "--json")).Output, StringComparison.Ordinal);
    }

    private static Sandbox Unreadable()
    {
        var sandbox = new Sandbox().Configure([("closed", "closed.json"), ("open", "open.json")]);
        File.WriteAllText(sandbox.File("open.json"), "[1,2,3]");
        File.WriteAllText(sandbox.File("closed.json"), "[1,2,3]");
        File.SetUnixFileMode(sandbox.File("closed.json"), UnixFileMode.None);
        return sandbox;
    }
}
