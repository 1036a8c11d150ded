using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary><see cref="Excludes"/>, parsed.</summary>
internal sealed class ExcludeRules(Excludes excludes)
{
    private readonly HashSet<SnapshotPath> _never = [.. excludes.Never.Select(SnapshotPath.Parse)];

    public RawName[] Files { get; } = [.. excludes.Files.Select(name => new RawName(name))];

    public bool Caches { get; } = excludes.Caches;

    public long LargerThanBytes { get; } = excludes.LargerThanBytes ?? long.MaxValue;

    public IgnoreLines Lines { get; } = IgnoreLines.OfSettings(excludes.Patterns);

    public bool IsNever(SnapshotPath path) => _never.Count > 0 && _never.Contains(path);
}
