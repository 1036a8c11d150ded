using ActorBackup.Core.Snapshots;
using ActorBackup.Repository;
using ActorBackup.Repository.Backups;

namespace ActorBackup.Stores.Repositories;

/// <summary>Large content: one capture of the group runs beside its writer, from the first piece to the snapshot, and takes the pieces as they come.</summary>
internal sealed class StreamedContent : IAsyncDisposable
{
    private readonly TaskCompletionSource<ContentBackup> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Commit?> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly LockPatience _patience;
    private readonly Task<StoredSnapshot?> _running;
    private ContentBackup? _content;

    private StreamedContent(Vault vault, CommitRules rules)
    {
        _patience = new LockPatience(rules, _end.Token);
        _running = Task.Run(() => _patience.WaitAsync(token => vault.Group.CaptureAsync(
            async (scope, running) =>
            {
                _patience.End();
                await using var content = new ContentBackup(scope.Repository, scope.Writer);
                _begun.SetResult(content);
                if (await _decided.Task.WaitAsync(running) is not { } commit) return null;
                scope.BeforeListed = commit.Demand;
                return await commit.FinishAsync(content, running);
            },
            token)));
    }

    public static async Task<StreamedContent> BeginAsync(Vault vault, CommitRules rules, CancellationToken stop)
    {
        var streamed = new StreamedContent(vault, rules);
        try
        {
            if (await Task.WhenAny(streamed._begun.Task, streamed._running).WaitAsync(stop) == streamed._running) await streamed._running;
            streamed._content = await streamed._begun.Task;
            return streamed;
        }
        catch
        {
            await streamed.DisposeAsync();
            throw;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken stop)
    {
        if (_running.IsCompleted) await _running;   // its lock was lost, say: what is written now would go nowhere
        await _content!.WriteAsync(piece, stop);
    }

    public async Task<StoredCopy> CommitAsync(Commit commit, CancellationToken stop)
    {
        using var ends = stop.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        _decided.TrySetResult(commit);
        return commit.Done(await _running);
    }

    /// <summary>Without a commit nothing is listed; chunks that were stored wait for the next prune.</summary>
    public async ValueTask DisposeAsync()
    {
        _decided.TrySetResult(null);
        if (!_begun.Task.IsCompleted) await _end.CancelAsync();
        await _running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _patience.Dispose();
        _end.Dispose();
    }
}
