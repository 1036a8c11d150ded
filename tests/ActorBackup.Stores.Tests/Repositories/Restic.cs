using System.Diagnostics;

namespace ActorBackup.Stores.Tests.Repositories;

/// <summary>Stock restic on the repository of a test.</summary>
internal static class Restic
{
    /// <returns>What it said on stdout; it has ended with 0.</returns>
    public static async Task<string> RunAsync(string location, params string[] arguments)
    {
        var start = new ProcessStartInfo("restic", ["-r", location, "--no-cache", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = VaultSample.Password;
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"restic {string.Join(' ', arguments)} ended with {process.ExitCode}: {await said}{await wrong}");
        return await said;
    }
}
