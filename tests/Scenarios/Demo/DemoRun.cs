using Scraper;

namespace Scenarios.Demo;

/// <summary>The main job, on a program that saves carelessly: watch, survive a kill of the node and one of the program, list, restore, compare.</summary>
internal sealed class DemoRun(Sandbox sandbox, Narrator narrator, CancellationToken stop)
{
    private static readonly string[] Files = [ScraperOptions.LinkingMap, ScraperOptions.CachedProducts];
    private readonly Oracle _oracle = new(sandbox.OracleFile);

    /// <returns>Whether everything came back as it was last saved.</returns>
    public async Task<bool> RunAsync()
    {
        narrator.Tell($"A program will write two files in {sandbox.Watched}. A configuration that protects them:");
        await ShowAsync("init", [.. Files.Select(sandbox.File), "--out", sandbox.ConfigFile]);

        narrator.Tell("A node starts to watch them, and the program to work. It saves carelessly: in place, half at a time, sometimes it empties or deletes a file.");
        await using var first = await StartNodeAsync();
        await using var scraper = ChildProcess.Start(
            ["dotnet", Programs.Scraper, sandbox.Watched, "--oracle", sandbox.OracleFile, "--step", "45", "--pause-ms", "600", "--half-ms", "1000", "--saves", "38", "--dies", "on", "--seed", "7"],
            sandbox.Root, heard: line => narrator.Quote("scraper", line["scraper: ".Length..]));
        await Eventually.TrueAsync(() => stop.IsCancellationRequested || scraper.HasExited || _oracle.Entries.Count(entry => entry.Mark == OracleMark.Saved) >= 18, "half of the work is done", () => scraper.Said);
        stop.ThrowIfCancellationRequested();

        narrator.Tell("The node is killed with SIGKILL, and started again. Nobody has to clean anything up.");
        await first.KillAsync();
        await using var node = await StartNodeAsync();
        await Eventually.TrueAsync(() => stop.IsCancellationRequested || scraper.HasExited, "the program ends", () => scraper.Said, seconds: 90);
        stop.ThrowIfCancellationRequested();

        var sources = await SourcesAsync(node);
        foreach (var (file, source) in sources) await node.SnapshotAsync(source, snapshot => snapshot.Digest == _oracle.LastSaved(file)!.Digest, "of the last whole save", 30);
        await node.SnapshotAsync(sources[0].Source, snapshot => snapshot.Health.Verdict == "suspect", "of the half that was written last", 30);
        narrator.Tell("The program is dead, killed in the middle of a save. What the node has, and what it says about it:");
        await ShowAsync("snapshots", []);
        await ShowAsync("status", []);

        narrator.Tell("Both files are put back:");
        var equal = true;
        foreach (var (file, source) in sources) equal &= await RestoreAsync(file, source);
        equal &= await node.StopAsync() == 0;
        narrator.Tell(equal ? "Everything came back as it was last saved." : "NOT everything came back as it was last saved.");
        return equal;
    }

    private async Task<NodeProcess> StartNodeAsync() => await NodeProcess.Start(sandbox, heard: line => narrator.Quote("node", line)).ReadyAsync();

    private static async Task<IReadOnlyList<(string File, string Source)>> SourcesAsync(NodeProcess node)
    {
        var status = await node.Client.GetStatusAsync(null, CancellationToken.None);
        return [.. Files.Select(file => (file, status.Sources.Single(source => source.Path.EndsWith(file, StringComparison.Ordinal)).Source))];
    }

    private async Task<bool> RestoreAsync(string file, string source)
    {
        var before = File.Exists(sandbox.File(file)) ? Invariants.Sha256(sandbox.File(file)) : "missing";
        await ShowAsync("restore", [source, "--yes"]);
        var (after, saved) = (Invariants.Sha256(sandbox.File(file)), _oracle.LastSaved(file)!);
        var equal = after == saved.Digest;
        narrator.Quote("demo", $"{file}: was {before[..7]}, is {after[..7]}, the program last saved {saved.Digest[..7]} ({saved.Items} products, {saved.Bytes:N0} bytes): {(equal ? "the same" : "DIFFERENT")}");
        return equal;
    }

    private async Task ShowAsync(string verb, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> given = verb == "init" ? [verb, .. arguments] : [verb, .. arguments, "--config", sandbox.ConfigFile];
        var result = await CommandResult.OfAsync(sandbox.Root, given);
        narrator.Show($"actorbackup {verb} {string.Join(' ', arguments.Select(argument => argument.Contains(' ', StringComparison.Ordinal) ? $"'{argument}'" : argument))}".TrimEnd(), result.Output + result.Errors);
        if (result.Code != 0) throw new InvalidOperationException($"'actorbackup {verb}' ended with {result.Code}.");
    }
}
