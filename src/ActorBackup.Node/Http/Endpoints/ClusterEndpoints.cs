using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>Who is in the cluster, and going out of it.</summary>
internal static class ClusterEndpoints
{
    /// <param name="cluster">Null for a node that stands alone: it says so.</param>
    public static void MapCluster(this IEndpointRouteBuilder routes, PeerNodes? cluster)
    {
        routes.MapGet("/api/v1/cluster/members", async http =>
        {
            var peers = Needed(cluster);
            var members = await peers.MembersAsync(http.RequestAborted) ?? throw new RefusedException(RefusalKind.Away, $"the node {peers.Self} is not in its cluster at the moment: look at its log, then ask again");
            var view = MembersView.Of(peers.Self, members, http.Request.Query["source"]);
            await http.AnswerAsync(view, WireJson.Default.MembersJson);
        });

        routes.MapPost("/api/v1/cluster/leave", async http =>
        {
            var peers = Needed(cluster);
            var body = await http.BodyAsync(WireJson.Default.LeaveRequest, new LeaveRequest());
            await peers.Control.LeaveAsync(body.Stop);
            await http.AnswerAsync(new ClusterChangeJson(peers.Self.Value), WireJson.Default.ClusterChangeJson);
        });

        routes.MapPost("/api/v1/cluster/down", async http =>
        {
            var peers = Needed(cluster);
            var body = await http.BodyAsync(WireJson.Default.DownRequest, new DownRequest());
            if (body.Node is null || !ConfiguredName.IsValid(body.Node)) throw new RefusedException(RefusalKind.Invalid, "'node' must name the node to put out");
            await DownAsync(peers, new NodeId(body.Node), http.RequestAborted);
            await http.AnswerAsync(new ClusterChangeJson(body.Node), WireJson.Default.ClusterChangeJson);
        });
    }

    private static async Task DownAsync(PeerNodes peers, NodeId node, CancellationToken stop)
    {
        if (node == peers.Self) throw new RefusedException(RefusalKind.Invalid, $"{node} is the node that was asked: `actorbackup cluster leave` takes it out");
        var others = await peers.OthersAsync(stop);
        var peer = others.FirstOrDefault(p => p.Node == node) ?? throw new RefusedException(
            RefusalKind.Invalid, $"there is no node '{node}' in the cluster; there are {string.Join(", ", others.Select(p => p.Node.Value).DefaultIfEmpty("no others"))}");
        var downed = await peers.Node.AskAsync<OwnershipProtocol.Downed>(new OwnershipProtocol.Down(node), stop);
        if (downed.Failure is { } failure) throw new RefusedException(RefusalKind.Failed, $"{node} was not put out: {failure}");
        peers.Control.Down(peer);
    }

    private static PeerNodes Needed(PeerNodes? cluster) => cluster ?? throw new RefusedException(
        RefusalKind.Conflict, "this node stands alone: it has no actorbackup.cluster { enabled = on, database = … }");
}
