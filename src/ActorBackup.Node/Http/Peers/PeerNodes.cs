using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Peers;

/// <summary>The other nodes of the cluster, and which of them answers for what.</summary>
/// <param name="settings">Those in force now.</param>
internal sealed class PeerNodes(NodeId self, Func<NodeSettings> settings, INodeGateway node, PeerLink link, IClusterControl control, IAbsentNodes absent, IFileRestore restore)
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(3);

    public NodeId Self => self;
    public PeerLink Link => link;
    public INodeGateway Node => node;
    public IClusterControl Control => control;
    public IAbsentNodes Absent => absent;
    public IFileRestore Restore => restore;

    /// <summary>Who is there, and who runs what; null while this node's ownership does not answer.</summary>
    public async Task<OwnershipProtocol.MembersAre?> MembersAsync(CancellationToken stop) =>
        await AskAsync<OwnershipProtocol.MembersAre>(new OwnershipProtocol.GetMembers(), stop);

    /// <summary>The others that are there, each once.</summary>
    public async Task<IReadOnlyList<Peer>> OthersAsync(CancellationToken stop) => await MembersAsync(stop) is { } members ? Others(members) : [];

    /// <summary>All but this node, of each node its living row.</summary>
    public static List<Peer> Others(OwnershipProtocol.MembersAre members) =>
        [.. members.Peers.Where(p => p.Incarnation != members.Self).GroupBy(p => p.Node).Select(rows => rows.MinBy(p => p.Silent)!)];

    /// <summary>What nodes told of their local sources, those that are gone too, but for this node's own.</summary>
    public async Task<IReadOnlyList<(NodeId Node, LocalSourceJson Source)>> LocalsAsync(CancellationToken stop) =>
        await AskAsync<OwnershipProtocol.LocalIs>(new OwnershipProtocol.GetLocal(), stop) is { } local
            ? [.. local.Lines.Where(line => line.Node != self).Select(line => (line.Node, LocalLines.Read(line.Text))).Where(line => line.Item2 is not null).Select(line => (line.Node, line.Item2!))]
            : [];

    /// <param name="written">A source's name or key, perhaps with <c>@NODE</c>.</param>
    public async Task<Whereabouts> FindAsync(string written, CancellationToken stop)
    {
        // A file's name may hold an @ too: only the name of a node makes it an address.
        if (written.LastIndexOf('@') is var at and > 0 && new NodeId(written[(at + 1)..]) is var named && ConfiguredName.IsValid(named.Value))
        {
            if (named == self) return new Whereabouts.Here(written[..at]);
            if ((await OthersAsync(stop)).FirstOrDefault(p => p.Node == named) is { } peer) return new Whereabouts.At(written[..at], peer);
            if ((await LocalsAsync(stop)).Any(l => l.Node == named)) return new Whereabouts.Gone(written[..at], named);
        }

        if (settings().Sources.Find(s => s.Id.Name == NameIn(written)) is { } own)
            return own.Shared is null ? new Whereabouts.Here(written) : await OwnerAsync(own.Id, written, stop);
        if (await MembersAsync(stop) is not { } members) return new Whereabouts.Here(written);
        if (members.Owners.ContainsKey(written) && SourceId.TryParse(written, out var shared)) return await OwnerAsync(shared, written, stop);
        return await OfLocalsAsync(written, Others(members), stop);
    }

    /// <summary>Whether this is still the node to ask: it is there, and if the source is shared it runs it.</summary>
    public async Task<bool> StillAsync(Whereabouts.At at, CancellationToken stop)
    {
        if (at.Shared is { } shared) return (await AskOwnerAsync(shared, stop))?.Owner?.Incarnation == at.Peer.Incarnation;
        var members = await MembersAsync(stop);
        return members is not null && members.Peers.Exists(p => p.Incarnation == at.Peer.Incarnation)
            && (!members.Owners.TryGetValue(at.Source, out var placement) || placement.Owner == at.Peer.Incarnation);
    }

    private async Task<Whereabouts> OwnerAsync(SourceId source, string written, CancellationToken stop) =>
        await AskOwnerAsync(source, stop) switch
        {
            { Self: true } => new Whereabouts.Here(written),
            { Owner: { } owner } => new Whereabouts.At(written, owner, source),
            var nobody => new Whereabouts.Nobody(written, nobody?.Why ?? "this node does not know who runs it: its part 'ownership' does not answer"),
        };

    private async Task<Whereabouts> OfLocalsAsync(string written, IReadOnlyList<Peer> others, CancellationToken stop)
    {
        var told = (await LocalsAsync(stop)).Where(l => l.Source.Source == written || l.Source.Key == written).ToList();
        return told switch
        {
            [] => new Whereabouts.Here(written),
            [var one] when others.FirstOrDefault(p => p.Node == one.Node) is { } peer => new Whereabouts.At(written, peer),
            [var one] => new Whereabouts.Gone(written, one.Node),
            _ => new Whereabouts.Several(written, [.. told.Select(l => $"{written}@{l.Node}")]),
        };
    }

    /// <summary>The configured name in any form of a source: names hold neither ':' nor '.'.</summary>
    private static string NameIn(string written) => written.Split(':', '.')[0];

    private Task<OwnershipProtocol.OwnerIs?> AskOwnerAsync(SourceId source, CancellationToken stop) => AskAsync<OwnershipProtocol.OwnerIs>(new OwnershipProtocol.GetOwner(source), stop);

    private async Task<T?> AskAsync<T>(object question, CancellationToken stop) where T : class
    {
        try
        {
            return await node.AskAsync<T>(question, AskLimit, stop);
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
