using System.Collections.Immutable;
using ActorBackup.Core.Health;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <param name="NextAt">When to ask again because a suspect may have become acceptable by time; null if none waits.</param>
public sealed record TimedAcceptance(ImmutableList<ISourceEvent> Events, DateTimeOffset? NextAt);

/// <summary>What people command of snapshots there are. All or nothing: one refusal refuses the command.</summary>
public sealed partial record Manifest
{
    /// <summary>Moves the named ones, or all, to the trash. Pins must be lifted first; the newest healthy one needs force.</summary>
    public Decision Forget(SourceProtocol.Forget command, DateTimeOffset now)
    {
        var (named, refusal) = command.All ? (Snapshots.FindAll(s => s.Copies.Exists(IsThere)), null) : Named(command.Snapshots);
        if (refusal is not null) return Decision.Refuse(Source, refusal.Kind, refusal.Why);
        if (named.Find(s => !s.Copies.Exists(IsThere)) is { } gone)
            return Invalid($"Snapshot {gone.Id} of {Source} is {StateName(gone.State)} already; only what a store holds can be forgotten.");
        if (named.FindAll(s => s.Pinned) is { IsEmpty: false } pinned)
            return Invalid(
                $"{Listed(pinned)} of {Source} {(pinned.Count == 1 ? "is" : "are")} pinned: lift the pin first with 'unpin {Source} {pinned[0].Id}'.");
        if (!command.All && !command.Force && NewestHealthy is { } newest && named.Contains(newest))
            return Decision.Refuse(Source, RefusalKind.NeedsForce,
                $"{newest.Id} is the newest healthy snapshot of {Source}; without it 'restore latest' has less to give. "
                + "Add --force to forget it all the same.");
        return ForEach("forget", named, s => new SnapshotForgotten(s.Id, Stores(s, IsThere), command.All ? "forget --all" : "forget", command.Who, now));
    }

    /// <summary>Brings the named ones back from the trash.</summary>
    public Decision Undo(SourceProtocol.Undo command, DateTimeOffset now)
    {
        var (named, refusal) = Named(command.Snapshots);
        if (refusal is not null) return Decision.Refuse(Source, refusal.Kind, refusal.Why);
        if (named.Find(s => Stores(s, IsTrash).IsEmpty) is { } other)
            return Invalid($"Snapshot {other.Id} of {Source} is {StateName(other.State)}, not in the trash; there is nothing to undo.");
        return ForEach("undo", named, s => new SnapshotUndone(s.Id, Stores(s, IsTrash), command.Who, now));
    }

    /// <summary>Pins or unpins the named ones; those that are so already change nothing.</summary>
    public Decision SetPin(SourceProtocol.SetPin command, DateTimeOffset now)
    {
        var (named, refusal) = Named(command.Snapshots);
        if (refusal is not null) return Decision.Refuse(Source, refusal.Kind, refusal.Why);
        if (named.Find(s => s.State != SnapshotState.Live) is { } gone)
            return Invalid($"Snapshot {gone.Id} of {Source} is {StateName(gone.State)}; only live ones can be pinned.");
        return ForEach(command.Pinned ? "pin" : "unpin", named,
            s => s.Pinned == command.Pinned ? null : new PinChanged(s.Id, command.Pinned, command.Who, now));
    }

    /// <summary>A suspect snapshot is right after all; without an id the newest suspect one.</summary>
    public Decision AcceptSnapshot(SourceProtocol.Accept command, DateTimeOffset now)
    {
        if (command.Snapshot is null or "latest")
            return Snapshots.FindLast(s => s is { State: SnapshotState.Live, Health: { Verdict: HealthVerdict.Suspect, IsStale: false } }) is { } suspect
                ? Accept(suspect, command.Who, now)
                : Decision.Refuse(Source, RefusalKind.NoSuchSnapshot, $"{Source} has no suspect snapshot; there is nothing to accept.");
        var (named, refusal) = Named([command.Snapshot]);
        if (refusal is not null) return Decision.Refuse(Source, refusal.Kind, refusal.Why);
        return named[0].Health.Verdict switch
        {
            HealthVerdict.Healthy => Answer(CommandOutcome("accept", named[0]) with { State = OutcomeState.Unchanged, Reason = "it is healthy already" }),
            HealthVerdict.Damaged => Invalid($"Snapshot {named[0].Id} of {Source} is damaged ({named[0].Health.Reason}); that cannot be accepted."),
            _ => Accept(named[0], command.Who, now),
        };
    }

    /// <summary>Suspects that time has proved right (rules 4), oldest first.</summary>
    public TimedAcceptance AcceptByTime(SourceSettings settings, DateTimeOffset now)
    {
        if (AcceptancePolicy.Of(settings) is not { } policy) return new TimedAcceptance([], null);
        var live = Snapshots.FindAll(s => s is { State: SnapshotState.Live, Health.IsStale: false });
        var events = ImmutableList.CreateBuilder<ISourceEvent>();
        DateTimeOffset? nextAt = null;
        for (var i = 0; i < live.Count; i++)
        {
            if (policy.DueAt(live[i], live.Skip(i + 1)) is not { } dueAt) continue;
            if (dueAt <= now) events.Add(new SnapshotAccepted(live[i].Id, "actorbackup", $"accept-after {AcceptancePolicy.Text(policy.After)}", now));
            else if (nextAt is null || dueAt < nextAt) nextAt = dueAt;
        }
        return new TimedAcceptance(events.ToImmutable(), nextAt);
    }

    private Decision Accept(Snapshot suspect, string who, DateTimeOffset now) => new(
        [new SnapshotAccepted(suspect.Id, who, "accept", now)], new SourceProtocol.Done(Source, CommandOutcome("accept", suspect)));

    private (ImmutableList<Snapshot> Named, Refusal? Refusal) Named(ImmutableList<string> ids)
    {
        if (ids.IsEmpty)
            return ([], new Refusal(RefusalKind.Invalid, $"No snapshot of {Source} was named: give at least one id; 'snapshots {Source}' lists them."));
        var found = ImmutableList.CreateBuilder<Snapshot>();
        foreach (var id in ids)
        {
            var choice = id == "latest" ? NewestHealthyNamed() : ById(id, Snapshots, new SnapshotChoice(id));
            if (choice.Refusal is not null) return ([], choice.Refusal);
            if (!found.Contains(choice.Snapshot!)) found.Add(choice.Snapshot!);
        }
        return (found.ToImmutable(), null);
    }

    private Choice NewestHealthyNamed() => NewestHealthy is { } newest ? new Choice(newest, [], null)
        : Choice.No(RefusalKind.NothingHealthy, $"{Source} has no healthy snapshot: name one by its id.");

    private Decision Invalid(string why) => Decision.Refuse(Source, RefusalKind.Invalid, why);

    private Decision ForEach(string verb, ImmutableList<Snapshot> named, Func<Snapshot, ISourceEvent?> what)
    {
        var done = named.ConvertAll(s => (Event: what(s), Outcome: CommandOutcome(verb, s)));
        return new Decision(
            [.. done.Select(d => d.Event).OfType<ISourceEvent>()],
            new SourceProtocol.DoneMany(Source, done.ConvertAll(d => d.Event is null ? d.Outcome with { State = OutcomeState.Unchanged } : d.Outcome)));
    }

    private Outcome CommandOutcome(string verb, Snapshot snapshot) => new(new TriggerId($"{verb}:{snapshot.Id}"), OutcomeState.Durable, Source, snapshot.Id);

    private static ImmutableList<StoreName> Stores(Snapshot snapshot, Func<StoredCopy, bool> which) =>
        [.. snapshot.Copies.Where(which).Select(c => c.Store)];

    private static string StateName(SnapshotState state) => state switch
    {
        SnapshotState.Live => "live",
        SnapshotState.Trash => "in the trash",
        _ => "lost",
    };
}
