using System.Collections.Immutable;

namespace ActorBackup.Wire.Messages;

/// <summary>One source in <see cref="Status"/>.</summary>
/// <param name="Kind"><c>file</c>, <c>tree</c>, <c>http</c>, <c>command</c> or <c>push</c>.</param>
/// <param name="Owner">The node that runs it.</param>
/// <param name="State"><c>idle</c>, <c>capturing</c>, <c>waiting</c>, <c>restoring</c>, <c>away</c> or <c>failed</c>.</param>
/// <param name="Rpo">Age of the oldest change that no durable healthy snapshot holds; zero if none.</param>
public sealed record StatusOfSource(string Source, string Kind, string Path, string Owner, string State, TimeSpan Rpo)
{
    /// <summary>Id of the newest live one.</summary>
    public string? LastSnapshot { get; init; }
    public DateTimeOffset? LastSnapshotAt { get; init; }
    public DateTimeOffset? LastHealthyAt { get; init; }
    public long? Items { get; init; }

    /// <summary>Items that no durable healthy snapshot holds.</summary>
    public long? ItemsAtRisk { get; init; }

    /// <summary>Is the machinery running.</summary>
    public VerdictOfSource System { get; init; } = VerdictOfSource.Unknown;

    /// <summary>Is the data safe.</summary>
    public VerdictOfSource DataSafety { get; init; } = VerdictOfSource.Unknown;

    /// <summary>Does the program make progress.</summary>
    public VerdictOfSource Processing { get; init; } = VerdictOfSource.Unknown;

    public ImmutableList<StoreOfSource> Stores { get; init; } = [];
}

/// <param name="Level"><c>ok</c>, <c>warn</c> or <c>bad</c>.</param>
public sealed record VerdictOfSource(string Level, string Reason)
{
    /// <summary>The node did not say.</summary>
    public static VerdictOfSource Unknown { get; } = new("warn", "not told");
}

/// <param name="State"><c>here</c>, <c>away</c>, <c>full</c> or <c>catching-up</c>.</param>
/// <param name="Pending">Snapshots not yet in this store.</param>
public sealed record StoreOfSource(string Store, string State, int Pending, string? Reason = null);
