using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Ownership;

/// <summary>What is to be done in the table, in this order, ending with a reading. Runs off the actor's thread; the first failure ends it.</summary>
/// <param name="Known">Generation of the last reading.</param>
internal sealed record OwnershipWork(NodeId Node, string? Incarnation, long? Known)
{
    public ImmutableList<NodeRow> Fences { get; init; } = [];
    public (ImmutableSortedDictionary<string, string?> Shared, NodeStanding Standing)? Declare { get; init; }
    public ImmutableList<SourceRow> Frees { get; init; } = [];
    public ImmutableDictionary<string, long> Raises { get; init; } = ImmutableDictionary<string, long>.Empty;
    public ImmutableList<SourceRow> Takes { get; init; } = [];
    public ImmutableSortedDictionary<string, string>? Local { get; init; }

    public async Task<Done> RunAsync(IOwnershipTable table, CancellationToken stop)
    {
        var done = new Done(this);
        try
        {
            foreach (var node in Fences)
                if (await table.FenceAsync(node.Incarnation, node.Version, stop)) done = done with { Fenced = done.Fenced.Add(node) };
            if (Incarnation is { } me)
            {
                if (Declare is { } said) await table.DeclareAsync(me, said.Shared, said.Standing, stop);
                if (!Frees.IsEmpty) await table.FreeAsync(me, Frees, stop);
                done = done with { HasFreed = true };
                foreach (var (source, epoch) in Raises)
                    if (await table.RaiseEpochAsync(me, source, epoch, stop)) done = done with { Raised = done.Raised.Add(source, epoch) };
                if (!Takes.IsEmpty) done = done with { Taken = await table.TakeAsync(me, Takes, stop) };
            }

            if (Local is not null) await table.PublishLocalAsync(Node, Local, stop);
            return done with { Reading = await table.ReadAsync(Known, stop) };
        }
        catch (Exception failure)
        {
            return done with { Failure = failure };
        }
    }

    /// <param name="Work">What was asked.</param>
    internal sealed record Done(OwnershipWork Work)
    {
        public ImmutableList<NodeRow> Fenced { get; init; } = [];
        public bool HasFreed { get; init; }
        public ImmutableDictionary<string, long> Raised { get; init; } = ImmutableDictionary<string, long>.Empty;
        public Taken? Taken { get; init; }

        /// <summary>Null if something before it failed.</summary>
        public TableReading? Reading { get; init; }
        public Exception? Failure { get; init; }
    }
}
