using System.Collections.Immutable;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Core.Settings;

/// <summary>One configured source: a file, the files of a glob, or a folder.</summary>
/// <param name="Id">The configured name; a match of a glob gets its own by <see cref="ForMatch"/>.</param>
/// <param name="Path">Absolute; with a wildcard if <paramref name="IsGlob"/>.</param>
/// <param name="Change">Null if off.</param>
/// <param name="Cron">The five fields as written, checked; null if off.</param>
/// <param name="Startup">Null if off.</param>
/// <param name="PidFile">Of the watched process, absolute, or null: its end brings one last capture.</param>
public sealed record SourceSettings(
    SourceId Id, string Path, bool IsGlob, ImmutableList<StoreUse> Stores, ChangeSettings? Change, TimeSpan? Interval, string? Cron,
    StartupSettings? Startup, bool Signal, TimeSpan MinInterval, string? PidFile, HealthSettings Health, RetentionPolicy Retention,
    TimeSpan? MaxRpo, long? ExpectedItems, int DurableIn)
{
    /// <summary>Null if it belongs to this node alone.</summary>
    public SharedSettings? Shared { get; init; }

    /// <summary>Of a folder (kind <c>tree</c>): what of it is captured. Null for files.</summary>
    public TreeRules? Tree { get; init; }

    /// <summary>As it is configured.</summary>
    public string Kind => Tree is null ? "file" : "tree";

    public SourceSettings ForMatch(string relativePath, string absolutePath) =>
        this with { Id = Id.Match(relativePath), Path = absolutePath, IsGlob = false };

    public SourceLocation Location => new(Id, Path) { Shared = Shared is not null, IsTree = Tree is not null };

    private object Others => (Id, Path, IsGlob, Change, Interval, Cron, Startup, Signal, MinInterval, PidFile, Health, Retention, MaxRpo, ExpectedItems, DurableIn, Shared, Tree);

    /// <summary>The policy in one store: its own if it has one.</summary>
    public RetentionPolicy RetentionIn(StoreName store) => Stores.Find(s => s.Store == store)?.Retention ?? Retention;

    /// <summary>Two readings of one text are equal; a list alone would tell them apart.</summary>
    public bool Equals(SourceSettings? other) => other is not null && Stores.SequenceEqual(other.Stores) && Others.Equals(other.Others);

    public override int GetHashCode() => Others.GetHashCode();
}

/// <summary>Any node of the cluster that has the source configured may run it, one at a time.</summary>
/// <param name="Role">Only nodes with this role; null: all.</param>
public sealed record SharedSettings(string? Role);

/// <summary>A store as one source uses it; <paramref name="Retention"/> null means the source's.</summary>
public sealed record StoreUse(StoreName Store, RetentionPolicy? Retention);

/// <param name="Poll">How often a file is stat-ed besides the events.</param>
public sealed record ChangeSettings(TimeSpan Quiet, TimeSpan MaxWait, TimeSpan Poll)
{
    /// <summary>As in interfaces 1; captures by other triggers use its figures where change is off.</summary>
    public static ChangeSettings Default { get; } = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}

public enum OncePer { Start, Day }

public sealed record StartupSettings(OncePer OncePer);

/// <param name="MaxShrink">Share, 0 to 1.</param>
/// <param name="MaxItemDrop">Share, 0 to 1.</param>
/// <param name="AcceptAfter">Null if off.</param>
public sealed record HealthSettings(ParseMode Parse, double MaxShrink, double MaxItemDrop, TimeSpan? AcceptAfter);
