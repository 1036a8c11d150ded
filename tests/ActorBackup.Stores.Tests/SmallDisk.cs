using System.Diagnostics;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests;

/// <summary>A tmpfs of a few pages, for full disks and unmounted places. Only root can mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private SmallDisk() => Directory.CreateDirectory(Path);

    public string Path => _scratch["disk"];

    /// <summary>Null where this process may not mount: the test then has nothing to stand on and ends. CI runs as root.</summary>
    public static SmallDisk? TryMount(string options)
    {
        var disk = new SmallDisk();
        if (disk.Mount(options)) return disk;
        disk._scratch.Dispose();
        return null;
    }

    public bool Mount(string options) => Run("mount", "-t", "tmpfs", "-o", options, "actorbackup-test", Path);

    /// <summary>At once, even if something is open on it.</summary>
    public void Unmount() => Run("umount", "--lazy", Path);

    public void Remount(string options) => Assert.True(Run("mount", "-o", "remount," + options, Path));

    public void Dispose()
    {
        Unmount();
        _scratch.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
