namespace Scenarios.Stores;

/// <summary>A mount namespace of its own, in which a scenario mounts and unmounts without touching the machine. Works with and without root.</summary>
internal sealed class MountSpace : IAsyncDisposable
{
    private readonly ChildProcess _keeper;

    private MountSpace(ChildProcess keeper) => _keeper = keeper;

    /// <summary>Put before a command, it runs inside.</summary>
    public IReadOnlyList<string> Enter => ["nsenter", "-t", $"{_keeper.Pid}", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["-U", "--preserve-credentials"], "-m", "--wd"];

    public static async Task<MountSpace> CreateAsync(string folder)
    {
        string[] unshare = Environment.IsPrivilegedProcess ? ["unshare", "-m"] : ["unshare", "-Urm"];
        var keeper = ChildProcess.Start([.. unshare, "sh", "-c", "mount --make-rprivate / && echo ready && exec sleep 3600"], folder);
        await Eventually.TrueAsync(() => keeper.Said.Contains("ready", StringComparison.Ordinal) || keeper.HasExited, "the mount namespace is there", () => keeper.Said);
        return new MountSpace(keeper);
    }

    /// <summary>A path as it looks inside.</summary>
    public string View(string path) => $"/proc/{_keeper.Pid}/root{path}";

    /// <summary>Makes <paramref name="disk"/> appear at <paramref name="place"/>.</summary>
    public Task MountAsync(string disk, string place) => RunAsync("mount", "--bind", disk, place);

    public Task UnmountAsync(string place) => RunAsync("umount", "-l", place);

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    private async Task RunAsync(params string[] command)
    {
        await using var process = ChildProcess.Start([.. Enter, .. command], "/");
        if (await process.ExitAsync() != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {process.Said}");
    }
}
