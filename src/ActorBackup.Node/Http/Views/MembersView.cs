using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Views;

/// <summary>The cluster as other programs see it.</summary>
internal static class MembersView
{
    /// <param name="source">Only this one's placement; null for all.</param>
    public static MembersJson Of(NodeId self, OwnershipProtocol.MembersAre members, string? source)
    {
        var nodes = members.Peers.ToDictionary(p => p.Incarnation, p => p.Node.Value);
        var placements = members.Owners.Where(o => source is null || o.Key == source).ToList();
        if (source is not null && placements.Count == 0 && members.Peers.IsEmpty && members.Unsure is { } unsure)
            throw new RefusedException(Core.Protocols.RefusalKind.Away, $"who runs '{source}' cannot be told here, because {unsure}: ask another node");
        if (source is not null && placements.Count == 0) throw new RefusedException(
            Core.Protocols.RefusalKind.NoSuchSource, $"no node that is there shares a source '{source}'. Shared are {string.Join(", ", members.Owners.Keys.DefaultIfEmpty("none"))}");
        return new MembersJson(
            self.Value, members.Unsure,
            [.. members.Peers.OrderBy(p => p.Node.Value, StringComparer.Ordinal).ThenBy(p => p.StartedAt).Select(p => Of(p, members))],
            [.. placements.Select(o => Of(o.Key, o.Value, nodes))]);
    }

    private static MemberJson Of(Peer peer, OwnershipProtocol.MembersAre members) => new(
        peer.Node.Value, peer.Incarnation, peer.Silent > OwnershipTimes.Default.FreshFor ? "silent" : "up", [.. peer.Roles.Order(StringComparer.Ordinal)], peer.Version, peer.Runtime,
        peer.Akka, peer.Http, peer.StartedAt, Math.Round(peer.Silent.TotalSeconds, 3),
        members.Owners.Values.Count(p => p.Owner == peer.Incarnation), members.Owners.Values.Count(p => p.Order.Contains(peer.Node)));

    private static PlacementJson Of(string source, OwnershipProtocol.Placement placement, Dictionary<string, string> nodes)
    {
        var owner = placement.Owner is { } incarnation ? nodes.GetValueOrDefault(incarnation) ?? $"({incarnation})" : null;
        return new PlacementJson(source, owner, placement.Epoch, [.. placement.Order.Select(n => n.Value)], Why(owner, placement));
    }

    private static string Why(string? owner, OwnershipProtocol.Placement placement) => (owner, placement.Order) switch
    {
        (null, { IsEmpty: true }) => "no live node has it configured and the role it asks for",
        (null, var order) => $"free: {order[0]} is to take it, first by the hash of its name and the source's",
        (_, { IsEmpty: true }) => $"{owner} runs it, and no live node may any more",
        (_, var order) when order[0].Value == owner => $"{owner} is first by the hash of its name and the source's, of {order.Count} live node{(order.Count == 1 ? "" : "s")} that may run it",
        (_, var order) => $"{owner} runs it still; {order[0]} is first by the hash of its name and the source's, and takes it over when it has been there for a moment",
    };
}
