using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Verdicts;

/// <summary>What the verdicts need besides the manifest.</summary>
/// <param name="Stores">Every store of the source.</param>
/// <param name="Parts">Every part that runs for the source.</param>
/// <param name="BackOffAtCap">Parts whose restarts wait as long as they ever do.</param>
/// <param name="PollReason">Why files are polled though watching was meant, else null.</param>
/// <param name="ProcessRuns">Whether the process of the pid-file runs; null where none is configured.</param>
public sealed record VerdictFacts(
    SourceSettings Settings, ImmutableList<StoreStatus> Stores, ImmutableList<PartStatus> Parts, ImmutableHashSet<string> BackOffAtCap,
    string? PollReason, bool? ProcessRuns)
{
    /// <summary>Why the last attempt to read the file failed; null since one succeeded.</summary>
    public string? UnreadBecause { get; init; }
}
