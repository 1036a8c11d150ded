using System.Buffers;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Repository;
using ActorBackup.Repository.Backups;

namespace ActorBackup.Stores.Repositories;

/// <summary>Content on its way into a repository. A small one waits in memory: then nothing is locked or written for what turns out to be unchanged.
/// A large one is chunked and stored as it comes, under a lock.</summary>
internal sealed class StagedContent(Vault vault, SourceLocation source, SnapshotId id, CommitRules rules) : IStagedCopy
{
    private const int SmallBytes = 4 << 20;

    private readonly ArrayBufferWriter<byte> _small = new();
    private StreamedContent? _large;

    public StoreName Store => rules.Store;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (_large is null && _small.WrittenCount + content.Length <= SmallBytes)
        {
            _small.Write(content.Span);
            return;
        }

        await GuardAsync(async () =>
        {
            _large ??= await BeginLargeAsync(stop);
            await _large.WriteAsync(content, stop);
            return true;
        });
    }

    public async ValueTask ResetAsync(CancellationToken stop)
    {
        _small.ResetWrittenCount();
        if (_large is { } large) await large.DisposeAsync();
        _large = null;
    }

    public Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop) => Task.Run(() => GuardAsync(async () =>
    {
        if (sideCar.Snapshot.Id != id) throw new ArgumentException($"The side-car is of {sideCar.Snapshot.Id}, the content of {id}.", nameof(sideCar));
        var commit = new Commit(vault, rules, source, sideCar, claim);
        commit.Demand();
        return _large is { } large ? await large.CommitAsync(commit, stop) : await CommitSmallAsync(commit, stop);
    }), stop);

    public async ValueTask DisposeAsync()
    {
        if (_large is { } large) await large.DisposeAsync();
        _large = null;
    }

    private async Task<StreamedContent> BeginLargeAsync(CancellationToken stop)
    {
        var large = await StreamedContent.BeginAsync(vault, rules, stop);
        try
        {
            await large.WriteAsync(_small.WrittenMemory, stop);
            _small.ResetWrittenCount();
            return large;
        }
        catch
        {
            await large.DisposeAsync();
            throw;
        }
    }

    private async Task<StoredCopy> CommitSmallAsync(Commit commit, CancellationToken stop)
    {
        using var patience = new LockPatience(rules, stop);
        var stored = await patience.WaitAsync(token => vault.Group.CaptureAsync(
            async (scope, running) =>
            {
                patience.End();
                scope.BeforeListed = commit.Demand;
                await using var content = new ContentBackup(scope.Repository, scope.Writer);
                await content.WriteAsync(_small.WrittenMemory, running);
                return await commit.FinishAsync(content, running);
            },
            token));
        return commit.Done(stored);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> step)
    {
        try { return await step(); }
        catch (RepositoryException failure) { throw VaultErrors.Of(Store, failure); }
    }
}
