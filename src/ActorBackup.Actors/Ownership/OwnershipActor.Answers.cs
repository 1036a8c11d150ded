using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Ownership;

/// <summary>What others of the node may ask, and an operator tell.</summary>
public sealed partial class OwnershipActor
{
    private static readonly TimeSpan UnsureAfter = TimeSpan.FromSeconds(3);

    private string? Unsure =>
        _readAt is null ? $"the shared database was not read yet{Because(_failure)}"
        : Now - _readAt > UnsureAfter ? $"the shared database has not answered for {(Now - _readAt.Value).TotalSeconds:0} s{Because(_failure)}"
        : null;

    private OwnershipProtocol.OwnerIs OwnerOf(SourceId source)
    {
        var row = _view.Sources.GetValueOrDefault(source.Name);
        var isOurs = _tenure is { Holds: true } && _held.ContainsKey(source.Name);
        var owner = isOurs ? _tenure!.Incarnation : row?.Owner == _tenure?.Incarnation ? null : row?.Owner;
        var peer = PeerOf(_view.Node(owner));
        return new OwnershipProtocol.OwnerIs(source, peer, isOurs, _held.GetValueOrDefault(source.Name)?.Epoch ?? row?.Epoch ?? 0, Unsure ?? (peer is null ? WhyNobody(source, row) : null));
    }

    private string WhyNobody(SourceId source, SourceRow? row)
    {
        ImmutableList<NodeRow> configured = [.. Placement.Newest(_view.Nodes).Where(node => node.Shared.ContainsKey(source.Name))];
        return configured.IsEmpty ? $"no node that is there has {source.Name} configured"
            : Placement.First(source.Name, configured) is not { } first ? $"no node that is there has the role that {source.Name} asks for"
            : row?.Owner is not null ? "its owner has gone, and another takes it over in a few seconds"
            : $"node {first.Face.Node} is about to take it";
    }

    private OwnershipProtocol.MembersAre Members()
    {
        ImmutableList<NodeRow> nodes = [.. Placement.Newest(_view.Nodes).OrderBy(row => row.Face.Node.Value, StringComparer.Ordinal)];
        var owners = nodes.SelectMany(row => row.Shared.Keys).Distinct().ToImmutableSortedDictionary(name => name, name => PlacementOf(name, nodes), StringComparer.Ordinal);
        return new OwnershipProtocol.MembersAre(_tenure?.Incarnation ?? "", [.. nodes.Select(row => PeerOf(row)!)], owners, _notJoinedBecause ?? Unsure);
    }

    private OwnershipProtocol.Placement PlacementOf(string source, ImmutableList<NodeRow> nodes)
    {
        var row = _view.Sources.GetValueOrDefault(source);
        var order = Placement.Order(source, nodes, _policy.Score).Select(node => node.Face.Node).ToImmutableList();
        return new OwnershipProtocol.Placement(_view.Node(row?.Owner) is null ? null : row!.Owner, row?.Epoch ?? 0, order);
    }

    private Peer? PeerOf(NodeRow? row) => row?.ToPeer(row.Incarnation == _tenure?.Incarnation ? TimeSpan.Zero : _view.Seen.Silent(row.Incarnation, Now));

    private void Publish(OwnershipProtocol.PublishLocal message)
    {
        if (_local is not null && _local.SequenceEqual(message.Lines)) return;
        (_local, _toPublish) = (message.Lines, message.Lines);
        if (_shared is not null) Act();
    }

    private async Task<OwnershipProtocol.LocalIs> ReadLocal()
    {
        try
        {
            return new(await Task.Run(() => _table.ReadLocalAsync(_stop.Token)), null);
        }
        catch (Exception failure)
        {
            return new([], failure.Message);
        }
    }

    /// <summary>A silent one is fenced, a living one is told by its next heartbeat.</summary>
    private void Down(OwnershipProtocol.Down message)
    {
        var (asker, now) = (Sender, Now);
        ImmutableList<NodeRow> rows = [.. _view.Nodes.Where(row => row.Face.Node == message.Node)];
        if (rows.IsEmpty)
        {
            asker.Tell(new OwnershipProtocol.Downed($"there is no node {message.Node} in the cluster"));
            return;
        }

        _log.Warning("node {Node} is put out by an operator", message.Node);
        var isSilent = rows.ToDictionary(row => row.Incarnation, row => row.Incarnation != _tenure?.Incarnation && _view.Seen.Silent(row.Incarnation, now) >= _times.FreshFor);
        Task.Run(async () =>
        {
            foreach (var row in rows)
            {
                var isFenced = isSilent[row.Incarnation] && await _table.FenceAsync(row.Incarnation, row.Version, _stop.Token);
                if (!isFenced) await _table.PutOutAsync(row.Incarnation, _stop.Token);
            }

            _self.Tell(Tick.Due);
            return new OwnershipProtocol.Downed(null);
        }).PipeTo(asker, Self, done => done, failure => new OwnershipProtocol.Downed(Innermost(failure).Message));
    }

    private static string Because(string? failure) => failure is null ? "" : $": {failure}";
}
