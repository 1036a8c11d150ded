using System.Net.Http.Json;
using System.Text.Json;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Makes one answer for the whole cluster of what each of its nodes tells.</summary>
internal sealed class ClusterStatus(PeerNodes peers, TimeProvider time)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>Sources of this node, shared ones, and local ones of others, those that are away too. Asks no other node.</summary>
    public async Task<IReadOnlyList<SourceNameJson>> SourcesAsync(IReadOnlyList<SourceNameJson> own, CancellationToken stop)
    {
        var members = await peers.MembersAsync(stop);
        var all = own.ToList();
        all.AddRange((members?.Owners.Keys ?? []).Where(name => own.All(o => o.Source != name)).Select(name => new SourceNameJson(name, name)));
        var locals = await peers.LocalsAsync(stop);
        foreach (var (node, source) in locals)
        {
            var name = NameFor(source.Source, node.Value, own.Select(o => o.Source), locals.Select(l => (l.Node.Value, l.Source.Source)));
            all.Add(new SourceNameJson(name, name == source.Source ? source.Key : name));
        }

        return all;
    }

    /// <param name="own">Of this node.</param>
    /// <param name="source">One source, or all matches of a glob; null for all.</param>
    public async Task<StatusJson> StatusAsync(StatusJson own, string? source, CancellationToken stop)
    {
        if (await peers.MembersAsync(stop) is not { } members) return own;
        var told = await Task.WhenAll(PeerNodes.Others(members).Select(peer => AskAsync(peer, source, stop)));
        var locals = await peers.LocalsAsync(stop);
        var (sources, others) = (own.Sources.ToList(), new List<OtherNodeJson>());
        var names = told.Where(t => t.Status is not null).SelectMany(t => t.Status!.Sources.Select(s => (Node: t.Peer.Node.Value, s.Source))).Concat(locals.Select(l => (Node: l.Node.Value, l.Source.Source))).Distinct().ToList();
        foreach (var (peer, status, failure) in told)
        {
            others.Add(new OtherNodeJson(peer.Node.Value, status is null ? "silent" : "answers", failure));
            foreach (var s in status?.Sources ?? [])
                if (!members.Owners.ContainsKey(s.Source)) sources.Add(s with { Source = NameFor(s.Source, peer.Node.Value, own.Sources.Select(o => o.Source), names) });
                else if (sources.TrueForAll(known => known.Source != s.Source)) sources.Add(s);
        }

        foreach (var gone in locals.Where(l => told.All(t => t.Peer.Node != l.Node)).GroupBy(l => l.Node))
        {
            others.Add(new OtherNodeJson(gone.Key.Value, "away", "it is not in the cluster; what it told last is shown"));
            sources.AddRange(gone.Where(l => IsMeant(l.Source.Source, source)).Select(l => AwaySources.Of(gone.Key, l.Source, time.GetUtcNow(), NameFor(l.Source.Source, gone.Key.Value, own.Sources.Select(o => o.Source), names))));
        }

        foreach (var (name, placement) in members.Owners)
            if (IsMeant(name, source) && sources.TrueForAll(s => s.Source != name)) sources.Add(AwaySources.Unowned(name, placement, OwnerOf(members, placement)));
        return own with { Sources = sources, Others = others };
    }

    private async Task<(Peer Peer, StatusJson? Status, string? Failure)> AskAsync(Peer peer, string? source, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(AnswerLimit);
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
            using var answer = await peers.Link.SendAsync(peer, question, "/api/v1/status" + (source is null ? "" : $"?source={Uri.EscapeDataString(source)}"), limit.Token);
            if (!answer.IsSuccessStatusCode) return (peer, null, $"it answered {(int)answer.StatusCode}");
            return (peer, await answer.Content.ReadFromJsonAsync(WireJson.Default.StatusJson, limit.Token), null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (peer, null, $"it did not answer within {AnswerLimit.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            return (peer, null, $"it cannot be asked: {failure.Message}");
        }
    }

    /// <summary>With its node where another local source has the same name.</summary>
    private static string NameFor(string source, string node, IEnumerable<string> own, IEnumerable<(string Node, string Source)> others) =>
        own.Contains(source) || others.Any(o => o.Source == source && o.Node != node) ? $"{source}@{node}" : source;

    private static bool IsMeant(string name, string? source) => source is null || name == source || name.StartsWith(source + ":", StringComparison.Ordinal);

    private static string? OwnerOf(OwnershipProtocol.MembersAre members, OwnershipProtocol.Placement placement) =>
        members.Peers.FirstOrDefault(p => p.Incarnation == placement.Owner)?.Node.Value;
}
