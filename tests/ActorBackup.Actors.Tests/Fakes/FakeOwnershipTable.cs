using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>The shared database, in memory; several nodes may open it. It can be away, hang, and lose answers.</summary>
internal sealed class FakeOwnershipTable : IOwnershipTable
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, LocalLine> _local = ImmutableSortedDictionary.Create<string, LocalLine>(StringComparer.Ordinal);

    public TableModel Rows { get; private set; } = TableModel.Empty;

    /// <summary>Every call fails, and nothing happens.</summary>
    public string? IsAwayBecause { get; set; }

    /// <summary>Takes happen, and fail all the same.</summary>
    public bool LosesTakes { get; set; }

    /// <summary>What the last one to join said that it had been before.</summary>
    public ImmutableList<string> Former { get; private set; } = [];

    /// <summary>Begun, whether or not they succeeded; a node begins none before it has dealt with the one before.</summary>
    public int Readings { get; private set; }

    /// <summary>What another node does.</summary>
    public void Change(Func<TableModel, TableModel> change)
    {
        lock (_gate) Rows = change(Rows);
    }

    public Task<JoinAnswer> JoinAsync(
        string incarnation, NodeFace face, ImmutableSortedDictionary<string, string?> shared, ImmutableList<string> former, CancellationToken stop)
    {
        Former = former;
        return Do(rows => rows.Join(incarnation, face, shared, former), other => new JoinAnswer(other));
    }

    public Task<bool> BeatAsync(string incarnation, CancellationToken stop) => Do(rows => rows.Beat(incarnation), hit => hit);

    public Task<TableReading> ReadAsync(long? known, CancellationToken stop)
    {
        lock (_gate) Readings++;
        return Do(rows => (rows, rows), rows => new TableReading(rows.Generation, [.. rows.Nodes.Values], rows.Generation == known ? null : rows.Sources));
    }

    public Task<bool> FenceAsync(string incarnation, long version, CancellationToken stop) => Do(rows => rows.Fence(incarnation, version), hit => hit);

    public async Task<Taken> TakeAsync(string incarnation, IReadOnlyCollection<SourceRow> seen, CancellationToken stop)
    {
        var taken = await Do(rows => rows.Take(incarnation, seen), taken => new Taken(Rows.Generation, taken));
        return LosesTakes ? throw new TimeoutException("lost on the way back") : taken;
    }

    public Task FreeAsync(string incarnation, IReadOnlyCollection<SourceRow> sources, CancellationToken stop) => Do(rows => (rows.Free(incarnation, sources), true), _ => true);

    public Task<bool> RaiseEpochAsync(string incarnation, string source, long epoch, CancellationToken stop) => Do(rows => rows.RaiseEpoch(incarnation, source, epoch), hit => hit);

    public Task DeclareAsync(string incarnation, ImmutableSortedDictionary<string, string?> shared, NodeStanding standing, CancellationToken stop) =>
        Do(rows => (rows.Declare(incarnation, shared, standing), true), _ => true);

    public Task LeaveAsync(string incarnation, CancellationToken stop) => Do(rows => (rows.Leave(incarnation), true), _ => true);

    public Task PutOutAsync(string incarnation, CancellationToken stop) => Do(rows => (rows.PutOut(incarnation), true), _ => true);

    public Task<string> NodeTokenAsync(CancellationToken stop) => Do(rows => (rows, true), _ => new string('a', 64));

    public Task PublishLocalAsync(NodeId node, ImmutableSortedDictionary<string, string> lines, CancellationToken stop) => Do(rows =>
    {
        _local = _local.RemoveRange(_local.Where(line => line.Value.Node == node).Select(line => line.Key))
            .AddRange(lines.Select(line => KeyValuePair.Create($"{node} {line.Key}", new LocalLine(node, line.Key, line.Value))));
        return (rows, true);
    }, _ => true);

    public Task<ImmutableList<LocalLine>> ReadLocalAsync(CancellationToken stop) => Do<bool, ImmutableList<LocalLine>>(rows => (rows, true), _ => [.. _local.Values]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<TResult> Do<T, TResult>(Func<TableModel, (TableModel After, T Result)> work, Func<T, TResult> answer)
    {
        lock (_gate)
        {
            if (IsAwayBecause is { } reason) return Task.FromException<TResult>(new IOException(reason));
            (Rows, var result) = work(Rows);
            return Task.FromResult(answer(result));
        }
    }
}
