using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Ownership.Model;

/// <summary>What can happen next: nodes act in any order, then time goes on; and faults, as long as some are left.</summary>
internal sealed class ModelMoves(ModelRules rules)
{
    private const int MostTurns = 8;

    public IEnumerable<(string What, ModelState Then)> From(ModelState state)
    {
        foreach (var node in state.Nodes.Where(node => node.Acts)) yield return ($"{ModelRules.Name(node.Id)} acts", Turn(state, node.Id));
        foreach (var node in state.Nodes.Where(node => node.Acts && node is { Turn: 1, IsCut: false, Todo.IsEmpty: true }))
            if (Old(node) is { IsEmpty: false } todo) yield return ($"{ModelRules.Name(node.Id)} decides by what it saw before", state.With(node with { Todo = todo, Turn = 2 }));
        if (!state.Nodes.Any(node => node.Acts)) yield return ("a tick", Tick(state, slow: null));
        foreach (var call in state.Calls)
            yield return call.Answer is null ? ($"the call of {call.Incarnation} happens", Execute(state, call)) : ($"{call.Incarnation} is answered", Answer(state, call));
        foreach (var node in state.Nodes.Where(node => node.Life == Life.Paused))
            yield return ($"{ModelRules.Name(node.Id)} goes on", state.With(node with { Life = Life.Up }));
        if (!state.Nodes.Any(node => node.Acts)) foreach (var mended in Mended(state)) yield return mended;
        if (state.Faults > 0) foreach (var fault in Faults(state with { Faults = state.Faults - 1 })) yield return fault;
    }

    /// <summary>One tick in which nothing goes wrong; what had gone wrong is mended, and what was on its way arrives.</summary>
    public ModelState Quiet(ModelState state)
    {
        foreach (var node in state.Nodes) state = state.With(node with { Life = Life.Up, IsCut = false });
        foreach (var call in state.Calls)
        {
            var executed = call.Answer is null ? Execute(state, call) : state;
            state = Answer(executed, executed.Calls[0]);
        }

        while (state.Nodes.Find(node => node.Acts) is { } next) state = Act(state, next, isSlow: false);
        return Tick(state, slow: null);
    }

    private static IEnumerable<(string, ModelState)> Mended(ModelState state)
    {
        foreach (var node in state.Nodes.Where(node => node.IsCut))
            yield return ($"{ModelRules.Name(node.Id)} reaches the database again", state.With(node with { IsCut = false }));
        foreach (var node in state.Nodes.Where(node => node.Life == Life.Dead))
            yield return ($"{ModelRules.Name(node.Id)} starts again", state.With(node with { Life = Life.Up }));
    }

    private IEnumerable<(string, ModelState)> Faults(ModelState state)
    {
        foreach (var node in state.Nodes.Where(node => node.Life == Life.Up))
        {
            var name = ModelRules.Name(node.Id);
            if (rules.Kinds.Contains(Fault.Pause)) yield return ($"{name} is stopped", state.With(node with { Life = Life.Paused }));
            if (rules.Kinds.Contains(Fault.Cut) && !node.IsCut) yield return ($"{name} is cut off", state.With(node with { IsCut = true }));
            if (rules.Kinds.Contains(Fault.Kill)) yield return ($"{name} is killed", state.With(Killed(node)) with { Calls = [.. state.Calls.Select(call => call.Node == node.Id ? call with { IsAwaited = false } : call)] });
            var canBeSlow = rules.Kinds.Contains(Fault.SlowCall) && node.Acts && !node.IsCut && node.Incarnation is not null && (node.Turn == 0 || !node.Todo.IsEmpty);
            if (canBeSlow) yield return ($"{name} acts, slowly", Act(state, node, isSlow: true));
            var canLag = rules.Kinds.Contains(Fault.SlowClock) && !state.Nodes.Any(other => other.Acts) && node.SinceSlow >= rules.Times.DeadAfter.TotalSeconds;
            if (canLag) yield return ($"a tick that {name} misses", Tick(state, node.Id));
        }
    }

    private static ModelNode Killed(ModelNode node) =>
        new(node.Id) { Life = Life.Dead, Clock = node.Clock, SinceSlow = node.SinceSlow, Incarnations = node.Incarnations, IsCut = node.IsCut, Turn = ModelNode.Done };

    private ModelState Tick(ModelState state, int? slow) => (state with
    {
        Nodes = [.. state.Nodes.Select(node => node with
        {
            Clock = node.Id == slow ? node.Clock : node.Clock + 1,
            SinceSlow = node.Id == slow ? 0 : Math.Min(ModelNode.LongAgo, node.SinceSlow + 1),
            Turn = node.Life == Life.Paused && node.Turn != ModelNode.Done ? node.Turn : 0,
        })],
        // Who waited for a tick waits no more; the call may happen all the same.
        Calls = [.. state.Calls.Select(call => call with { IsAwaited = false })],
    }).Checked(rules);

    private ModelState Turn(ModelState state, int id)
    {
        do state = Act(state, state.Nodes[id], isSlow: false);
        while (rules.InOneGo && state.Nodes[id].Acts);
        return state;
    }

    private ModelState Act(ModelState state, ModelNode node, bool isSlow)
    {
        if (node.Incarnation is not null && !node.Deadline(rules).Holds) return state.With(node.Lost() with { Turn = 0 });
        if (node.IsCut || state.Calls.Exists(call => call.Node == node.Id && call.IsAwaited)) return state.With(node with { Turn = ModelNode.Done });
        if (node.Incarnation is null && node.Turn == 0) return Join(state, node).Checked(rules);
        if (node.Turn == 0) return Send(state.With(node with { Turn = 1 }), new ModelCall(node.Id, node.Incarnation!, null, node.Clock, true, null), isSlow);
        if (node.Todo.IsEmpty) return Read(state, node).Checked(rules);
        var step = node.Todo[0];
        var next = node with { Todo = node.Todo.RemoveAt(0), Turn = node.Turn + 1 };
        if (step is OwnershipStep.Release && !next.View.Held.ContainsKey(ModelRules.Source) && next.View.Freeing.IsEmpty) return state.With(next);   // answered meanwhile
        if (step is OwnershipStep.Release) next = GivingBack(next);
        return Send(state.With(next), new ModelCall(node.Id, node.Incarnation ?? "", step, node.Clock, true, null) { Epoch = next.View.Freeing.GetValueOrDefault(ModelRules.Source) }, isSlow);
    }

    private static ModelState Join(ModelState state, ModelNode node)
    {
        var incarnation = $"{ModelRules.Name(node.Id)}-{node.Incarnations + 1}";
        var (table, _) = state.Table.Join(incarnation, ModelRules.Face(node.Id), SomeNodes.Shared(ModelRules.Source), node.Former);
        return (state with { Table = table }).With(node with
        {
            Incarnation = incarnation, Incarnations = node.Incarnations + 1, SentAt = node.Clock, HasEnded = false, Former = [], Turn = 1,
            View = node.View with { Self = incarnation },
        });
    }

    private ModelState Read(ModelState state, ModelNode node)
    {
        ImmutableList<NodeRow> rows = [.. state.Table.Nodes.Values];
        var owners = state.Table.Sources.Values.Select(row => row.Owner).OfType<string>();
        var view = node.View with { Generation = state.Table.Generation, Nodes = rows, Sources = state.Table.Sources, Seen = node.View.Seen.See(rows, owners, node.Now) };
        var steps = rules.Policy.Next(view, node.Now);
        node = node with { View = view, Turn = node.Turn + 1 };
        if (steps.OfType<OwnershipStep.LoseAll>().Any()) return state.With(node.Lost());
        if (steps.OfType<OwnershipStep.Adopt>().FirstOrDefault() is { } adopt) (state, node) = Grant(state, node, adopt.Row);
        ImmutableList<OwnershipStep> todo = [.. steps.Where(step => step is OwnershipStep.Fence or OwnershipStep.Take or OwnershipStep.Release)];
        if (todo.Exists(step => step is OwnershipStep.Release)) node = node with { View = node.View with { Held = node.View.Held.SetItem(ModelRules.Source, node.View.Held[ModelRules.Source] with { IsReleasing = true }) } };
        if (!node.View.Freeing.IsEmpty) todo = todo.Insert(0, new OwnershipStep.Release(ModelRules.Source, "not confirmed yet"));
        return state.With(node with { Todo = todo, Turn = todo.IsEmpty || node.Turn > MostTurns ? ModelNode.Done : node.Turn });
    }

    /// <summary>A decision may rest on a reading that is long ago: the table's own conditions must hold then.</summary>
    private ImmutableList<OwnershipStep> Old(ModelNode node) =>
        [.. rules.Policy.Next(node.View, node.Now).Where(step => step is OwnershipStep.Fence || (step is OwnershipStep.Take && node.Incarnation is not null))];

    private ModelState Send(ModelState state, ModelCall call, bool isSlow)
    {
        var sent = state with { Calls = state.Calls.Insert(0, call) };
        if (isSlow) return sent.Checked(rules);
        sent = Execute(sent, call);
        return Answer(sent, sent.Calls[0]);
    }

    private ModelState Execute(ModelState state, ModelCall call)
    {
        var (table, answer) = call.Step switch
        {
            null => Of(state.Table.Beat(call.Incarnation)),
            OwnershipStep.Fence fence => Of(state.Table.Fence(fence.Node.Incarnation, rules.FencesBlindly ? state.Table.Nodes.GetValueOrDefault(fence.Node.Incarnation)?.Version ?? -1 : fence.Node.Version)),
            OwnershipStep.Take take => Take(state.Table, call.Incarnation, take),
            OwnershipStep.Release => (state.Table.Free(call.Incarnation, [new SourceRow(ModelRules.Source, null, call.Epoch)]), true),
            _ => throw new InvalidOperationException($"{call.Step} is no call."),
        };
        return state with { Table = table, Calls = state.Calls.Remove(call).Insert(0, call with { Answer = answer }) };

        static (TableModel, object) Of((TableModel After, bool Hit) result) => (result.After, result.Hit);
    }

    private (TableModel, object) Take(TableModel table, string incarnation, OwnershipStep.Take take)
    {
        if (rules.TakesBlindly && table.Sources.TryGetValue(take.Seen.Source, out var row))
            table = table with { Sources = table.Sources.SetItem(row.Source, row with { Owner = null, Epoch = take.Seen.Epoch }) };
        var (after, taken) = table.Take(incarnation, [take.Seen]);
        return (after, taken.IsEmpty ? false : (taken[0], after.Generation));
    }

    private ModelState Answer(ModelState state, ModelCall call)
    {
        state = state with { Calls = state.Calls.Remove(call) };
        var node = state.Nodes[call.Node];
        // Whoever gave up waiting still takes a heartbeat's answer; a paused process takes it when it goes on, which is no different.
        if (node.Incarnation != call.Incarnation || node.Life == Life.Dead) return state;
        if (call.IsBeat) return state.With(Beaten(node, call)).Checked(rules);
        if (!call.IsAwaited) return state;
        if (call.Answer is (SourceRow row, long generation))
        {
            (state, node) = Grant(state, node, row, generation);
            return state.With(node).Checked(rules);
        }

        if (call.Step is OwnershipStep.Release) node = Without(node) with { View = Without(node).View with { Freeing = node.View.Freeing.Clear() } };
        return state.With(node).Checked(rules);
    }

    private ModelNode Beaten(ModelNode node, ModelCall call)
    {
        if (call.Answer is false) return node.Lost();
        var sentAt = rules.CountsFromAnswer ? node.Clock : call.SentAt;
        return node.Deadline(rules).Renew(sentAt) ? node with { SentAt = Math.Max(node.SentAt, sentAt) } : node.Lost();
    }

    private (ModelState, ModelNode) Grant(ModelState state, ModelNode node, SourceRow row, long generation = 0)
    {
        if (!node.Deadline(rules).Holds) return (state, node);
        if (row.Epoch <= state.Granted) state = state with { Violation = $"{node.Incarnation} was granted epoch {row.Epoch} after {state.Granted}" };
        var held = node.View.Held.SetItem(row.Source, new Holding(row.Epoch, generation, IsReleasing: false));
        return (state with { Granted = Math.Max(state.Granted, row.Epoch) }, node with { View = node.View with { Held = held } });
    }

    private ModelNode GivingBack(ModelNode node)
    {
        var epoch = node.View.Held.GetValueOrDefault(ModelRules.Source)?.Epoch ?? node.View.Freeing[ModelRules.Source];
        node = node with { View = node.View with { Freeing = node.View.Freeing.SetItem(ModelRules.Source, epoch) } };
        return rules.FreesBeforeTheEnd ? node : Without(node);
    }

    private static ModelNode Without(ModelNode node) => node with { View = node.View with { Held = node.View.Held.Clear() } };
}
