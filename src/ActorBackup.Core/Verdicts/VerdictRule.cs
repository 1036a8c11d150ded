using System.Globalization;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Verdicts;

/// <summary>Three looks at one source (rules 11): is the machinery running, is the data safe, does the program get on.</summary>
public static class VerdictRule
{
    /// <summary>How long a source may stand still where no max-rpo says.</summary>
    public static readonly TimeSpan StandsStillAfter = TimeSpan.FromHours(1);

    /// <summary>Age of the oldest change that no durable healthy snapshot holds; zero if there is none.</summary>
    public static TimeSpan Rpo(Manifest manifest, DateTimeOffset now) =>
        manifest.State.UnsafeSince is { } since && since < now ? now - since : TimeSpan.Zero;

    public static Core.Protocols.Verdicts Of(Manifest manifest, VerdictFacts facts, DateTimeOffset now) =>
        new(MachineryRuns(facts), DataIsSafe(manifest, facts, now), ProgramGetsOn(manifest, facts, now));

    private static Verdict MachineryRuns(VerdictFacts facts)
    {
        if (facts.Parts.Find(p => p.State == PartState.Stopped) is { } stopped) return Bad($"{stopped.Part} has stopped{Because(stopped.LastResult)}");
        if (facts.Parts.Find(p => facts.BackOffAtCap.Contains(p.Part)) is { } failing) return Bad($"{failing.Part} keeps failing{Because(failing.LastResult)}");
        if (facts.Parts.Find(p => p.State == PartState.Restarting) is { } restarting)
            return Warn($"{restarting.Part} is restarting{Because(restarting.LastResult)}");
        if (facts.PollReason is not null) return Warn($"polls instead of watching: {facts.PollReason}");
        return Ok("all parts run");
    }

    private static Verdict DataIsSafe(Manifest manifest, VerdictFacts facts, DateTimeOffset now)
    {
        var rpo = Rpo(manifest, now);
        if (manifest.NewestHealthy is not { } healthy)
            return Bad(manifest.NewestLive is { } only ? $"no healthy snapshot: {only.Id} is {Text(only.Health)}" : $"no snapshot yet{Because(facts.UnreadBecause)}");
        if (manifest.NewestHealthyIn(facts.Settings) is null)
            return Bad($"the healthy snapshots lie in stores that are no longer configured; {healthy.Id} is in {string.Join(", ", healthy.Copies.Select(c => c.Store))}");
        if (rpo > facts.Settings.MaxRpo) return Bad($"a change of {Age(rpo)} ago is in no healthy snapshot, over max-rpo ({Age(facts.Settings.MaxRpo.Value)})");
        if (manifest.NewestLive is { Health.Verdict: not HealthVerdict.Healthy } newest)
            return Warn($"the newest snapshot, {newest.Id}, is {Text(newest.Health)}; if it is right: accept {manifest.Source} {newest.Id}");
        if (facts.UnreadBecause is { } unread) return Warn($"the file could not be read, and {healthy.Id} is not known to be what it holds: {unread}");
        if (facts.Stores.Find(s => s.State == StoreState.Away) is { } away) return Warn($"store '{away.Store}' is away{Because(away.Reason)}; if it is gone for good, configure one of another name");
        if (facts.Stores.Find(s => s.State == StoreState.Full) is { } full) return Warn($"store '{full.Store}' is full{Because(full.Reason)}");
        if (manifest.State.Held is { } held)
            return Warn($"a changed policy would remove {Figure(held.WouldRemove)} of {Figure(held.Of)}: retain {manifest.Source} --dry-run");
        if (facts.Stores.Count < 2) return Warn("there is only one store");
        return Ok($"{healthy.Id} is healthy and stored{(rpo > TimeSpan.Zero ? $"; a change of {Age(rpo)} ago is on its way" : "")}");
    }

    private static Verdict ProgramGetsOn(Manifest manifest, VerdictFacts facts, DateTimeOffset now)
    {
        if (manifest.State.Vanished) return Warn($"{facts.Settings.Path} is not there");
        var newest = manifest.NewestLive;
        // A count alone says little of a process nobody told us of: it may simply be done.
        var judged = facts.Settings.ExpectedItems is not null || facts.Settings.MaxRpo is not null || (newest?.Items is not null && facts.ProcessRuns == true);
        if (newest is null || !judged || facts.ProcessRuns == false) return Ok(facts.ProcessRuns == false ? "its process does not run" : "nothing to judge by");
        if (facts.Settings.ExpectedItems is { } expected && newest.Items >= expected) return Ok($"all {Figure(expected)} items are there");
        var (still, limit) = (now - newest.TakenAt, facts.Settings.MaxRpo ?? StandsStillAfter);
        return still > limit ? Warn($"no new state for {Age(still)}") : Ok($"last new state {Age(still < TimeSpan.Zero ? TimeSpan.Zero : still)} ago");
    }

    private static string Text(SnapshotHealth health) => $"{(health.Verdict == HealthVerdict.Damaged ? "damaged" : "suspect")} ({health.Reason})";

    private static string Because(string? reason) => reason is null ? "" : $": {reason}";

    private static string Figure(long figure) => figure.ToString("N0", CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => $"{(int)age.TotalDays} days",
        { TotalHours: >= 2 } => $"{(int)age.TotalHours} h",
        { TotalMinutes: >= 2 } => $"{(int)age.TotalMinutes} min",
        _ => $"{(int)age.TotalSeconds} s",
    };

    private static Verdict Ok(string reason) => new(VerdictLevel.Ok, reason);
    private static Verdict Warn(string reason) => new(VerdictLevel.Warn, reason);
    private static Verdict Bad(string reason) => new(VerdictLevel.Bad, reason);
}
