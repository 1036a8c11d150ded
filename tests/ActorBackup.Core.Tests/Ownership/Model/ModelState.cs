using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Ownership.Model;

/// <summary>The whole cluster at one moment.</summary>
/// <param name="Granted">The highest epoch that anybody was ever granted.</param>
/// <param name="Faults">Left to happen.</param>
internal sealed record ModelState(TableModel Table, ImmutableList<ModelNode> Nodes, ImmutableList<ModelCall> Calls, long Granted, int Faults)
{
    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? Violation { get; init; }

    public static ModelState Begin(ModelRules rules) => new(
        TableModel.Empty, [.. Enumerable.Range(0, rules.Nodes).Select(id => new ModelNode(id))], [], Granted: 0, rules.Faults);

    public ModelState With(ModelNode node) => this with { Nodes = Nodes.SetItem(node.Id, node) };

    public IEnumerable<ModelNode> Owners(ModelRules rules) => Nodes.Where(node => node.Holds(rules));

    public ModelState Checked(ModelRules rules) => Violation is null && Owners(rules).Skip(1).Any()
        ? this with { Violation = $"{string.Join(" and ", Owners(rules).Select(node => $"{node.Incarnation} (epoch {node.View.Held[ModelRules.Source].Epoch})"))} both own the source" }
        : this;
}

/// <summary>One process.</summary>
internal sealed record ModelNode(int Id)
{
    public const int Done = 100;
    public const int LongAgo = 4;

    public Life Life { get; init; } = Life.Up;
    public bool IsCut { get; init; }
    public long Clock { get; init; }
    public int SinceSlow { get; init; } = LongAgo;

    /// <summary>How far it is with what it does in this tick.</summary>
    public int Turn { get; init; }

    public int Incarnations { get; init; }
    public string? Incarnation { get; init; }
    public long SentAt { get; init; }
    public bool HasEnded { get; init; }
    public ImmutableList<string> Former { get; init; } = [];
    public OwnershipView View { get; init; } = OwnershipView.Empty;

    /// <summary>What it has decided and not done yet.</summary>
    public ImmutableList<OwnershipStep> Todo { get; init; } = [];

    public TimeSpan Now => ModelRules.Ticks(Clock);

    public bool Acts => Life == Life.Up && Turn != Done;

    public OwnershipDeadline Deadline(ModelRules rules)
    {
        var deadline = new OwnershipDeadline(new StoppedClock(Clock), rules.Times.Ttl, SentAt);
        if (HasEnded) deadline.End();
        return deadline;
    }

    /// <summary>Asked of a process that is paused too: it may go on with the next instruction.</summary>
    public bool Holds(ModelRules rules) => Life != Life.Dead && Incarnation is not null && View.Held.ContainsKey(ModelRules.Source) && Deadline(rules).Holds;

    public ModelNode Lost() => this with
    {
        Incarnation = null, HasEnded = true, Former = Former.Add(Incarnation!), Todo = [], Turn = Done,
        View = View with { Self = null, Held = ImmutableDictionary<string, Holding>.Empty, Freeing = ImmutableDictionary<string, long>.Empty },
    };

    private sealed class StoppedClock(long ticks) : TimeProvider
    {
        public override long TimestampFrequency => 1;
        public override long GetTimestamp() => ticks;
    }
}

internal enum Life { Up, Paused, Dead }

/// <summary>A call on its way. <paramref name="Answer"/> is null until it was executed.</summary>
/// <param name="IsAwaited">Its sender waits for the answer, and does nothing else of that kind meanwhile.</param>
internal sealed record ModelCall(int Node, string Incarnation, OwnershipStep? Step, long SentAt, bool IsAwaited, object? Answer)
{
    /// <summary>Of what is set free.</summary>
    public long Epoch { get; init; }

    public bool IsBeat => Step is null;
}
