using System.Diagnostics;
using System.Runtime.Versioning;

namespace ActorBackup.Conventions.Tests;

/// <summary>The scripts and what the documents say about them.</summary>
[SupportedOSPlatform("linux")]
public sealed class ScriptTests
{
    public static TheoryData<string> Scripts => [.. Checkout.Files
        .Where(path => (path.StartsWith("scripts/", StringComparison.Ordinal) || path.StartsWith(".ci/", StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal)) && path != "scripts/lib.sh")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_can_be_run(string path)
    {
        Assert.StartsWith("#!/usr/bin/env bash\n", File.ReadAllText(Checkout.Full(path)), StringComparison.Ordinal);
        Assert.True(File.GetUnixFileMode(Checkout.Full(path)).HasFlag(UnixFileMode.UserExecute), $"{path} is not executable: chmod +x {path}");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Bash_can_read_a_script(string path)
    {
        using var bash = Process.Start("bash", ["-n", Checkout.Full(path)]);

        bash.WaitForExit();

        Assert.Equal(0, bash.ExitCode);
    }

    [Fact]
    public void Ci_runs_what_readme_says() =>
        Assert.Contains("scripts/test.sh", File.ReadAllText(Checkout.Full(".ci/run")), StringComparison.Ordinal);
}
