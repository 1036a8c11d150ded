using ActorBackup.Linux;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>A repository in memory, and a folder to restore into.</summary>
public abstract class RestoreFixture : IAsyncLifetime
{
    private protected MemoryBackend Backend { get; } = new();

    private protected ScratchFolder Scratch { get; } = new();

    private protected OpenRepository Repository { get; private set; } = null!;

    private protected string Target => Scratch["target"];

    public async Task InitializeAsync() => Repository = await SomeRepository.InitAsync(Backend);

    public async Task DisposeAsync()
    {
        await Repository.DisposeAsync();
        Scratch.Dispose();
    }

    private protected async Task<TreeId> StoreAsync(Func<SomeTrees, Task<TreeId>> make)
    {
        await using var writer = Repository.BeginWriting();
        var tree = await make(new SomeTrees(writer));
        await writer.FlushAsync(default);
        return tree;
    }

    private protected Task<TreeId> StoreAsync(Func<SomeTrees, Task<Node[]>> make) => StoreAsync(async trees => await trees.TreeAsync(await make(trees)));

    private protected Task<RestoreResult> RestoreAsync(TreeId tree, Func<RestoreRequest, RestoreRequest>? change = null)
    {
        var request = new RestoreRequest(tree, Target) { Sync = false };
        return RestoreRun.RunAsync(Repository, change is null ? request : change(request), null, default);
    }

    private protected string Read(string name) => File.ReadAllText(Path.Join(Target, name));

    private protected void Write(string name, string content) => Scratch.Write("target/" + name, content);

    private protected FileStatus Stat(string name) => FileStatus.Of(Path.Join(Target, name), follow: false)!.Value;

    /// <summary>All names below the target, sorted.</summary>
    private protected string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(Target, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Target, p)).Order(StringComparer.Ordinal)];
}
