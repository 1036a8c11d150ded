using System.Diagnostics;

namespace ActorBackup.Conventions.Tests;

/// <summary>The files of the checkout that these tests were built from, as git would commit them.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to <see cref="Root"/>, with '/', that exist and that git does not ignore; sorted.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Git("ls-files --cached --others --exclude-standard").Where(path => File.Exists(Full(path))).Order(StringComparer.Ordinal)];

    public static IEnumerable<SourceFile> CSharp =>
        Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceFile(path));

    public static string Full(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorBackup.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No ActorBackup.sln above {AppContext.BaseDirectory}.");
    }

    private static string[] Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", $"-c core.quotepath=off -c safe.directory=* {arguments}")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var lines = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? lines : throw new InvalidOperationException($"git {arguments} ended with {git.ExitCode}.");
    }
}
