using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorBackup.Core.Trees;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>A folder in memory: paths with contents. What ends in <c>.log</c> is excluded.</summary>
internal sealed class FakeTree(string root) : ITreeWalk
{
    public const string Root = "/srv/project";

    public ConcurrentDictionary<string, string> Files { get; } = [];

    /// <summary>Named instead of being captured.</summary>
    public ImmutableList<string> Unreadable { get; set; } = [];

    public bool IsThere { get; set; } = true;

    /// <summary>Walks wait for this.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Walks;

    public bool IsExcluded(string path, bool isFolder) => path.EndsWith(".log", StringComparison.Ordinal);

    public bool DecidesExclusion(string fileName) => fileName == ".gitignore";

    public bool CanList(string folder) => IsThere;

    public void Folders(string from, Func<string, bool> enter, CancellationToken stop)
    {
        Gate?.Task.Wait(stop);
        Interlocked.Increment(ref Walks);
        if (!IsThere) return;
        var all = Files.Keys.Select(file => Path.GetDirectoryName(file)!).Append(root).SelectMany(Above).Distinct().Order(StringComparer.Ordinal);
        foreach (var folder in all.Where(folder => (folder + "/").StartsWith(from + "/", StringComparison.Ordinal)))
            if (!enter(folder)) return;
    }

    public ulong? Fingerprint(CancellationToken stop) =>
        IsThere ? Files.Aggregate(1UL, (sum, file) => sum + (ulong)HashCode.Combine(file.Key, file.Value)) : null;

    private IEnumerable<string> Above(string folder)
    {
        for (var at = folder; at.Length >= root.Length; at = Path.GetDirectoryName(at)!) yield return at;
    }
}
