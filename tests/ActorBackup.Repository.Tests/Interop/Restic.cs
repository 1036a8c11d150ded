using System.Diagnostics;
using System.Text.Json;

namespace ActorBackup.Repository.Tests.Interop;

/// <summary>The real program, at work on one repository.</summary>
internal sealed class Restic(string repository)
{
    /// <summary>What it printed. It must succeed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exit, output, errors) = await TryAsync(arguments);
        Assert.True(exit == 0, $"restic {string.Join(' ', arguments)} ended with {exit}\n{output}\n{errors}");
        return output;
    }

    public async Task<(int Exit, string Output, string Errors)> TryAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("restic", ["--no-cache", "-r", repository, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = SomeRepository.Password;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <summary>All data is read; neither errors nor hints are allowed.</summary>
    public async Task DemandSoundAsync()
    {
        var (exit, output, errors) = await TryAsync("check", "--read-data");
        Assert.True(exit == 0 && output.Contains("no errors were found", StringComparison.Ordinal), $"restic check ended with {exit}\n{output}\n{errors}");
    }

    public async Task<JsonElement[]> SnapshotsAsync()
    {
        using var json = JsonDocument.Parse(await RunAsync("snapshots", "--json"));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }
}
