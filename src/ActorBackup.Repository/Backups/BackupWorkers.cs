using System.Collections.Concurrent;
using System.Threading.Channels;
using ActorBackup.Linux;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Reads files and finishes folders, several at once, while the walk goes on. A folder is finished by whoever stored its last entry.</summary>
internal sealed class BackupWorkers : IAsyncDisposable
{
    // How far the walk may run ahead: what waits is a folder's open descriptor and a status each.
    private const int MaxWaiting = 256;

    private readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(MaxWaiting);
    private readonly ConcurrentDictionary<FolderInFlight, bool> _folders = [];
    private readonly CancellationTokenSource _stop;
    private readonly BackupScope _scope;
    private readonly FileSaver _files;
    private readonly Task[] _workers;

    public BackupWorkers(BackupScope scope, int count, CancellationToken stop)
    {
        _scope = scope;
        _files = new FileSaver(scope, chunksInFlight: count);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _workers = new Task[count];
        for (var i = 0; i < count; i++) _workers[i] = Task.Run(WorkAsync, CancellationToken.None);
    }

    /// <summary>Ends too when a worker failed.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Of the root, once <see cref="CompleteAsync"/> returned.</summary>
    public TreeId Root { get; private set; }

    /// <summary>The folder is closed when it is finished, or when the run fails.</summary>
    public FolderInFlight Begin(FolderInFlight folder)
    {
        _folders[folder] = true;
        folder.Parent?.Hold();
        return folder;
    }

    /// <summary>The walk has seen all entries of a folder.</summary>
    public ValueTask SeenAsync(FolderInFlight folder) => folder.Release() ? _waiting.Writer.WriteAsync(new Work(folder, 0, null, null), Stop) : ValueTask.CompletedTask;

    /// <param name="place">Of the file in its folder.</param>
    /// <param name="was">Its node in the previous backup.</param>
    public ValueTask ReadAsync(FolderInFlight folder, int place, SnapshotPath path, Node? was)
    {
        folder.Hold();
        return _waiting.Writer.WriteAsync(new Work(folder, place, path, was), Stop);
    }

    /// <summary>After the walk: everything that waits is done.</summary>
    public Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        return Task.WhenAll(_workers);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var folder in _folders.Keys) folder.Dispose();
        _files.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var work in _waiting.Reader.ReadAllAsync(Stop))
            {
                if (work.Path is null) await FinishAsync(work.Folder);
                else
                {
                    var node = await ReadFileAsync(work.Folder.Handle!, work.Path);
                    work.Folder.Set(work.Place, node, work.Was);
                    _scope.Tally.Counted(work.Folder, work.Path, work.Was, node);
                    if (work.Folder.Release()) await FinishAsync(work.Folder);
                }
            }
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    }

    private async ValueTask<Node?> ReadFileAsync(RawFolder folder, SnapshotPath path)
    {
        try { return await _files.SaveAsync(folder, path.Name, path, Stop); }
        catch (SystemCallException e)
        {
            _scope.Tally.NotRead(path, e.Message);
            return null;
        }
    }

    /// <summary>Stores the folder's tree, and that of the folder around it if it was the last in there, and so on.</summary>
    private async ValueTask FinishAsync(FolderInFlight? folder)
    {
        while (folder is not null)
        {
            var node = await StoreAsync(folder);
            folder.Dispose();
            _folders.TryRemove(folder, out _);
            folder.Parent?.Set(folder.Place, node, folder.Was);
            folder = folder.Parent is { } parent && parent.Release() ? parent : null;
        }
    }

    private async ValueTask<Node?> StoreAsync(FolderInFlight folder)
    {
        if (folder.IsLost) return null;
        if (await StoreTreeAsync(folder) is not { } id) return null;
        if (folder.Parent is null)
        {
            Root = id;
            return null;
        }
        try
        {
            // Only now: an entry that came or went meanwhile has changed the folder's times.
            var node = _scope.Entries.ReadFolder(folder.Handle!, folder.Path.Name) with { Subtree = id };
            if (!folder.IsOnTheWay) _scope.Tally.CountedFolder(folder.Parent, folder.Path, folder.Was, node);
            return node;
        }
        catch (SystemCallException e)
        {
            _scope.Tally.NotRead(folder.Path, e.Message);
            return null;
        }
    }

    private async ValueTask<TreeId?> StoreTreeAsync(FolderInFlight folder)
    {
        // Looked into, and everything was as before: its tree is stored already.
        if (folder is { IsWhole: false, IsOnTheWay: false, IsChanged: false, Was.Subtree: { } same }) return same;
        var tree = folder.ToTree();
        // A folder above paths of which none is there.
        if (folder.IsOnTheWay && tree.Nodes.IsEmpty && folder.Parent is not null) return null;
        return await _scope.StoreAsync(tree, Stop);
    }

    /// <param name="Path">Null: the folder itself is to be finished.</param>
    private readonly record struct Work(FolderInFlight Folder, int Place, SnapshotPath? Path, Node? Was);
}
