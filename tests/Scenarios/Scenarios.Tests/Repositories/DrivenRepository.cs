using System.Diagnostics;
using ActorBackup.Repository;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;

namespace Scenarios.Repositories;

/// <summary>A repository in a folder of its own, what is done to it by a process under the fault tracer, and what must hold afterwards.</summary>
internal sealed class DrivenRepository : IDisposable
{
    /// <summary>The driver keeps four, and makes two in a round.</summary>
    private const int Surviving = 2;

    private readonly string _root = Directory.CreateTempSubdirectory("actorbackup-repository-").FullName;
    private IReadOnlyList<StoredSnapshot> _before = [];
    private int _runs;

    public string Folder => Path.Join(_root, "repo");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Without any fault.</summary>
    public async Task RunAsync(params string[] verbs)
    {
        await using var process = ChildProcess.Start(["dotnet", Programs.RepositoryDriver, _root, .. verbs], _root);
        if (await process.ExitAsync() is not 0 and var exit) throw new InvalidOperationException($"{string.Join(' ', verbs)} ended with {exit}:\n{process.Said}");
    }

    /// <summary>Stops before each "wait" and asks what to do then.</summary>
    /// <returns>The exit code, and what was said.</returns>
    public async Task<(int Exit, string Said)> RunTracedAsync(Func<FaultControl, Task> atWait, params string[] verbs)
    {
        var events = Path.Join(_root, $"events-{++_runs}");
        await using var process = ChildProcess.Start(
            ["dotnet", Programs.FaultTracer, events, Folder, "--", "dotnet", Programs.RepositoryDriver, _root, .. verbs], _root);
        var faults = new FaultControl(process, events);
        for (var waits = 1; waits <= verbs.Count(verb => verb == "wait"); waits++)
        {
            var waited = waits;
            await Eventually.TrueAsync(() => process.HasExited || process.Output.Split("wait\n").Length > waited, "the driver waits", () => process.Said);
            if (process.HasExited) break;
            await atWait(faults);
            await File.WriteAllTextAsync(Path.Join(_root, "go"), "");
        }
        var exit = await process.ExitAsync();
        await atWait(faults);
        return (exit, process.Said);
    }

    /// <summary>What is wrong: a snapshot that is gone or cannot be read whole, or what restic finds with all data read.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        try
        {
            await using var repository = await OpenRepository.OpenAsync(new LocalBackend(Folder), "test", new RepositoryOptions(), CancellationToken.None);
            await repository.RefreshIndexAsync(CancellationToken.None);
            var now = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
            var gone = _before.TakeLast(Surviving).Where(s => now.All(other => other.Id != s.Id)).Select(s => $"snapshot {s.Id} is gone").ToArray();
            foreach (var snapshot in now) await ReadAsync(repository, snapshot.Document.Tree);
            _before = now;
            return [.. gone, .. await CheckAsync()];
        }
        catch (RepositoryException e)
        {
            return [$"{e.Failure}: {e.Message}"];
        }
    }

    /// <summary>By restic, beside the source as it is now.</summary>
    public async Task<IReadOnlyList<string>> RestoreLatestAsync()
    {
        var target = Path.Join(_root, "restored");
        var (exit, said) = await ResticAsync("restore", "latest", "--target", target, "--no-lock");
        if (exit != 0) return [$"restic restore ended with {exit}: {said}"];
        var source = Path.Join(_root, "source");
        var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories);
        var different = files.Where(file => !File.Exists(target + file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(target + file))).ToArray();
        Directory.Delete(target, recursive: true);
        return [.. different.Select(file => $"{file} was not restored as it is")];
    }

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        var (exit, said) = await ResticAsync("check", "--read-data", "--no-lock");
        return exit == 0 && said.Contains("no errors were found", StringComparison.Ordinal) ? [] : [$"restic check ended with {exit}: {said}"];
    }

    private static async Task ReadAsync(OpenRepository repository, TreeId id)
    {
        foreach (var node in (await repository.LoadTreeAsync(id, CancellationToken.None)).Nodes)
        {
            if (node.Subtree is { } below) await ReadAsync(repository, below);
            foreach (var blob in node.Content.IsDefault ? [] : node.Content) await repository.LoadBlobAsync(BlobHandle.Data(blob), CancellationToken.None);
        }
    }

    private async Task<(int Exit, string Said)> ResticAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("restic", ["--no-cache", "-r", Folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = "test";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
