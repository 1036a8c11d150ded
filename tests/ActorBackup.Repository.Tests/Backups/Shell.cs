using System.Diagnostics;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>What is said shortest in bash: names of any bytes, modes, owners, mounts.</summary>
internal static class Shell
{
    /// <summary>Output of a script that must succeed.</summary>
    public static string Run(string folder, string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, $"{script}\n{errors.Result}");
        return output.TrimEnd('\n');
    }
}
