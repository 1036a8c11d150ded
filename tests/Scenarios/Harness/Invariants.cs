using System.Security.Cryptography;
using ActorBackup.Wire.Json;

namespace Scenarios;

/// <summary>What must hold whenever a node is up and reconciled, whatever happened before.</summary>
/// <param name="policyRemoves">Retention may remove what is not pinned; else everything that was ever listed must stay.</param>
public sealed class Invariants(Sandbox sandbox, bool policyRemoves = false)
{
    /// <summary>Snapshots that were told to be durable, by source; each must stay.</summary>
    private readonly HashSet<(string Source, string Id, string Digest)> _durable = [];

    public void Durable(string source, SnapshotJson snapshot) => _durable.Add((source, snapshot.Id, snapshot.Digest));

    /// <returns>A sentence per violation; none if all holds.</returns>
    /// <param name="whole">Digests of contents that were once complete; null where there is no oracle.</param>
    public async Task<IReadOnlyList<string>> ViolationsAsync(NodeProcess node, string source, IReadOnlySet<string>? whole)
    {
        var found = new List<string>();
        var all = await node.SnapshotsAsync(source, all: true);
        var live = all.Where(snapshot => snapshot.State == "live").ToArray();

        found.AddRange(await StillUnreadableAsync(node, source, live));
        found.AddRange(live.Where(snapshot => whole is not null && snapshot.Health.Verdict == "healthy" && !whole.Contains(snapshot.Digest)).Select(snapshot => $"{source} {snapshot.Id} is healthy and torn"));
        found.AddRange(_durable.Where(told => told.Source == source && !live.Any(snapshot => snapshot.Id == told.Id && snapshot.Digest == told.Digest)).Select(told => $"{source} {told.Id} was durable and is gone"));
        found.AddRange(live.Where(snapshot => snapshot.Label is not null).GroupBy(snapshot => snapshot.Label).Where(same => same.Count() > 1)
            .Select(same => $"{source}: the trigger '{same.Key}' made {string.Join(" and ", same.Select(snapshot => snapshot.Id))}"));
        found.AddRange(all.GroupBy(snapshot => snapshot.Id).Where(same => same.Count() > 1).Select(same => $"{source} lists {same.Key} twice"));
        foreach (var snapshot in live.Where(snapshot => snapshot.Pinned || !policyRemoves)) if (snapshot.Stores.Any(store => store.State == "live")) _durable.Add((source, snapshot.Id, snapshot.Digest));
        return found;
    }

    /// <summary>Files that no snapshot of any of the sources explains, and that stay: what a capture is writing now is gone a moment later.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(NodeProcess node, params IReadOnlyList<string> sources)
    {
        IReadOnlyList<string> left = [];
        for (var look = 0; look < 20 && (left = await UnexplainedAsync(node, sources)).Count > 0; look++) await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        return left;
    }

    private async Task<IReadOnlyList<string>> UnexplainedAsync(NodeProcess node, IReadOnlyList<string> sources)
    {
        if (!Directory.Exists(sandbox.Store)) return [];
        var copies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
            foreach (var snapshot in await node.SnapshotsAsync(source, all: true))
                foreach (var store in snapshot.Stores) copies.Add(Path.Combine(sandbox.Store, store.Handle));
        return [.. Directory.EnumerateFiles(sandbox.Store, "*", SearchOption.AllDirectories).Where(path => IsLeftover(path, copies)).Select(path => $"{Path.GetRelativePath(sandbox.Store, path)} is left over")];
    }

    /// <summary>A removal between the listing and the look at the files is none of the node's faults: what is missing must still be listed.</summary>
    private async Task<IReadOnlyList<string>> StillUnreadableAsync(NodeProcess node, string source, IReadOnlyList<SnapshotJson> live)
    {
        if (!live.SelectMany(Unreadable).Any()) return [];
        var again = await node.SnapshotsAsync(source);
        return [.. live.Where(snapshot => again.Any(listed => listed.Id == snapshot.Id && listed.Digest == snapshot.Digest)).SelectMany(Unreadable)];
    }

    private static bool IsLeftover(string path, HashSet<string> copies)
    {
        var name = Path.GetFileName(path);
        if (path.Contains("/.actorbackup/trash/", StringComparison.Ordinal)) return false;
        if (path.Contains("/.actorbackup/", StringComparison.Ordinal)) return name.EndsWith(".part", StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.Ordinal);
        return name != ".gitignore" && !copies.Contains(path);
    }

    private IEnumerable<string> Unreadable(SnapshotJson snapshot)
    {
        foreach (var store in snapshot.Stores.Where(store => store.State == "live"))
        {
            var path = Path.Combine(sandbox.Store, store.Handle);
            if (!File.Exists(path)) yield return $"{snapshot.Source} {snapshot.Id} is listed and {store.Handle} does not exist";
            else if (Sha256(path) != snapshot.Digest) yield return $"{snapshot.Source} {snapshot.Id} is listed and {store.Handle} is not what was captured";
        }
    }

    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
