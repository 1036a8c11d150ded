using System.Diagnostics;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Tests.Endurance;

namespace ActorBackup.Scenarios.YearOfMinutes;

/// <summary>What restic itself says of a repository, and how long it takes.</summary>
internal static class ResticLook
{
    private const double MoreThanFixed = 1;

    /// <param name="folder">Made for a copy of the repository, and removed again.</param>
    public static async Task AtAsync(IBackend backend, string folder, Report report)
    {
        var repository = Path.Join(folder, "repository");
        await ExportAsync(backend, repository);
        // Twice: the first time the program itself may have to come from the disk.
        var fixedCost = Math.Min((await RunAsync(repository, "cat", "config")).Seconds, (await RunAsync(repository, "cat", "config")).Seconds);
        var (checking, checkCode, checkOutput) = await RunAsync(repository, "check");
        report.Demand($"restic check clean ({checking:N1} s)", checkCode == 0 && checkOutput.Contains("no errors were found", StringComparison.Ordinal), checkOutput);
        await TimeAsync("snapshots", "snapshots");
        await TimeAsync("restore latest", "restore", "latest", "--target", Path.Join(folder, "restored"));
        report.Demand("something was restored", Directory.EnumerateFiles(Path.Join(folder, "restored"), "*", SearchOption.AllDirectories).Any(), "no file");
        Directory.Delete(folder, recursive: true);

        async Task TimeAsync(string name, params string[] arguments)
        {
            var (seconds, code, output) = await RunAsync(repository, arguments);
            if (code != 0) report.Demand($"restic {name}", false, output);
            else report.AtMost($"restic {name} beyond its fixed {fixedCost:N2} s", seconds - fixedCost, MoreThanFixed, "s");
        }
    }

    private static async Task ExportAsync(IBackend backend, string repository)
    {
        await WriteAsync(FileHandle.Config);
        foreach (var kind in Enum.GetValues<FileKind>().Where(static kind => kind != FileKind.Config))
            await foreach (var file in backend.ListAsync(kind, default)) await WriteAsync(file.File);

        async Task WriteAsync(FileHandle file)
        {
            var path = Path.Join(repository, file.ToString());
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, await backend.LoadAsync(file, null, default));
        }
    }

    private static async Task<(double Seconds, int Code, string Output)> RunAsync(string repository, params string[] arguments)
    {
        var start = new ProcessStartInfo("restic", ["--no-cache", "-r", repository, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = VirtualRepository.Password;
        var begun = Stopwatch.GetTimestamp();
        using var restic = Process.Start(start)!;
        var (output, error) = (restic.StandardOutput.ReadToEndAsync(), restic.StandardError.ReadToEndAsync());
        await restic.WaitForExitAsync();
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, restic.ExitCode, await output + await error);
    }
}
