using ActorBackup.Linux;

namespace ActorBackup.Repository.Restoring;

/// <summary>The open folders of a target: a bounded number, each reached from the top name by name, never through a link. Safe for concurrent use.</summary>
internal sealed class TargetFolders(RawTarget top, TargetFolder root) : IDisposable
{
    private const int MostOpen = 256;

    private readonly Lock _lock = new();
    private readonly Queue<TargetFolder> _idle = new();
    private readonly Stack<TargetFolder> _way = new();
    private int _open;

    /// <summary>Stays open until <see cref="Leave"/>.</summary>
    /// <exception cref="SystemCallException">A folder on the way is gone, or no folder any more.</exception>
    public RawTarget Enter(TargetFolder folder)
    {
        lock (_lock)
        {
            if (ReferenceEquals(folder, root)) return top;
            folder.Users++;
            if (folder.Handle is { } open) return open;
            try { return Open(folder); }
            catch
            {
                folder.Users--;
                _way.Clear();
                throw;
            }
        }
    }

    public void Leave(TargetFolder folder)
    {
        if (ReferenceEquals(folder, root)) return;
        lock (_lock)
        {
            if (--folder.Users == 0) MakeIdle(folder);
        }
    }

    /// <summary>Closes a folder that is done with.</summary>
    public void Close(TargetFolder folder)
    {
        lock (_lock)
        {
            if (folder.Users == 0) CloseHandle(folder);
        }
    }

    public void Dispose()
    {
        lock (_lock)
            while (_idle.TryDequeue(out var folder)) CloseHandle(folder);
    }

    private RawTarget Open(TargetFolder folder)
    {
        var at = folder;
        for (; at.Handle is null && !ReferenceEquals(at, root); at = at.Parent!) _way.Push(at);
        var handle = at.Handle ?? top;
        while (_way.TryPop(out var next))
        {
            if (_open >= MostOpen) CloseOneIdle(sparing: next.Parent!);
            handle = handle.TryEnter(next.Name.Bytes) ?? throw new SystemCallException($"enter {handle.Describe(next.Name.Bytes)}", Errno.NoEntry);
            next.Handle = handle;
            _open++;
            if (next.Users == 0) MakeIdle(next);
        }
        return handle;
    }

    private void MakeIdle(TargetFolder folder)
    {
        if (folder.IsIdle || folder.Handle is null) return;
        folder.IsIdle = true;
        _idle.Enqueue(folder);
    }

    // Those that are in use again stay open, and come back here when they are not.
    private void CloseOneIdle(TargetFolder sparing)
    {
        for (var left = _idle.Count; left > 0; left--)
        {
            var folder = _idle.Dequeue();
            folder.IsIdle = false;
            if (folder.Handle is null) continue;
            if (ReferenceEquals(folder, sparing)) MakeIdle(folder);
            else if (folder.Users == 0)
            {
                CloseHandle(folder);
                return;
            }
        }
    }

    private void CloseHandle(TargetFolder folder)
    {
        if (folder.Handle is null) return;
        folder.Handle.Dispose();
        folder.Handle = null;
        _open--;
    }
}
