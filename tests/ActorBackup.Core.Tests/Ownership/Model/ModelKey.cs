using System.Globalization;
using System.Text;
using ActorBackup.Core.Ownership;

namespace ActorBackup.Core.Tests.Ownership.Model;

/// <summary>Tells states apart by what can make a difference: ages instead of times, and how far versions, epochs and incarnations are apart.</summary>
internal sealed class ModelKey
{
    private readonly StringBuilder _text = new();
    private readonly ModelState _state;
    private readonly long _cap;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private ModelKey(ModelState state, ModelRules rules) => (_state, _cap) = (state, (long)rules.Times.DeadAfter.TotalSeconds + 1);

    public static string Of(ModelState state, ModelRules rules) => new ModelKey(state, rules).Write();

    private string Write()
    {
        var mentioned = _state.Table.Nodes.Keys.Concat(_state.Table.Sources.Values.Select(row => row.Owner)).Concat(_state.Calls.Select(call => call.Incarnation))
            .Concat(_state.Nodes.SelectMany(node => node.Former.Append(node.Incarnation).Concat(node.View.Nodes.Select(row => row.Incarnation)).Concat(node.View.Sources.Values.Select(row => row.Owner))));
        foreach (var of in mentioned.OfType<string>().Distinct().Where(name => name.Length > 0).GroupBy(name => name[0]))
        {
            var rank = 0;
            foreach (var name in of.OrderBy(name => int.Parse(name[2..], CultureInfo.InvariantCulture))) _names[name] = $"{of.Key}{rank++}";
        }

        Put(_state.Faults, "|");
        foreach (var row in _state.Table.Nodes.Values.OrderBy(row => row.Incarnation, StringComparer.Ordinal)) Put(Name(row.Incarnation), ",");
        Put(_state.Table.Sources.Values.Select(row => $"{Name(row.Owner)}:{_state.Granted - row.Epoch}").FirstOrDefault(), "|");
        foreach (var node in _state.Nodes) Put(node);
        foreach (var call in _state.Calls.OrderBy(call => call.Node).ThenBy(call => call.SentAt))
        {
            Put($"{Name(call.Incarnation)}{call.IsAwaited}{(call.IsBeat ? Age(_state.Nodes[call.Node].Clock - call.SentAt) : 0)}", Text(call.Step));
            Put(call.Step is OwnershipStep.Release ? _state.Granted - call.Epoch : null, null);
            Put(call.Answer is (SourceRow row, long) ? $"{_state.Granted - row.Epoch}" : call.Answer, ";");
        }

        return _text.ToString();
    }

    private void Put(ModelNode node)
    {
        Put($"{node.Life}{(node.IsCut ? "cut" : "")}{node.SinceSlow}/{node.Turn}/{Name(node.Incarnation)}/", node.HasEnded ? "ended" : $"{Age(node.Clock - node.SentAt)}");
        foreach (var former in node.Former) Put("-", Name(former));
        foreach (var row in node.View.Nodes.OrderBy(row => row.Incarnation, StringComparer.Ordinal))
            Put($" {Name(row.Incarnation)}{Version(row)}", Text(node.View.Seen.Of(row.Incarnation), node));
        foreach (var row in node.View.Sources.Values)
        {
            var isMissing = row.Owner is not null && node.View.Node(row.Owner) is null;
            Put($" {Name(row.Owner)}:{_state.Granted - row.Epoch}", isMissing ? Text(node.View.Seen.Of(row.Owner!), node) : null);
        }

        foreach (var held in node.View.Held.Values) Put($" held{_state.Granted - held.Epoch}{held.IsReleasing}", node.View.Generation >= held.Generation);
        foreach (var epoch in node.View.Freeing.Values) Put(" freeing", _state.Granted - epoch);
        foreach (var step in node.Todo) Put("!", Text(step));
        Put("|", null);
    }

    private string Text(Observation? seen, ModelNode node) =>
        seen is null ? "?" : $"@{Age(node.Clock - (long)seen.Since.TotalSeconds)}{(seen.Since > seen.First ? $"m{Math.Min(1, node.Clock - (long)seen.First.TotalSeconds)}" : "")}";

    private string Text(OwnershipStep? step) => step switch
    {
        null => "beat",
        OwnershipStep.Fence fence => $"fence{Name(fence.Node.Incarnation)}{Version(fence.Node)}",
        OwnershipStep.Take take => $"take{_state.Granted - take.Seen.Epoch}",
        _ => step.GetType().Name,
    };

    private string Version(NodeRow seen) => _state.Table.Nodes.GetValueOrDefault(seen.Incarnation) is { } row ? row.Version == seen.Version ? "=" : "<" : "x";

    private long Age(long ticks) => Math.Min(ticks, _cap);

    private string Name(string? incarnation) => string.IsNullOrEmpty(incarnation) ? "." : _names.GetValueOrDefault(incarnation, incarnation);

    private void Put(object? first, object? second) => _text.Append(first).Append(second);
}
