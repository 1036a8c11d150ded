using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>Restores in place; one at a time, and no capture while it runs.</summary>
public sealed partial record Manifest
{
    /// <summary>The trigger of the safety snapshot that comes before anything is overwritten.</summary>
    public static Trigger SafetyTrigger(TriggerId request, DateTimeOffset now) =>
        new(new TriggerId($"before-restore:{request}"), TriggerKind.BeforeChange, now);

    public static ImmutableList<ISourceEvent> StartRestore(TriggerId request, SnapshotId id, string target, string who, DateTimeOffset now) =>
        [new RestoreStarted(request, id, target, who, now)];

    /// <summary>Ends the restore; what it put back is then captured as <c>restored-ID</c> (rules 8), announced, since it may be smaller.</summary>
    /// <param name="failure">Null if it was put back and read back.</param>
    public ImmutableList<ISourceEvent> EndRestore(string? failure, DateTimeOffset now)
    {
        if (State.Restoring is not { } restore) return [];
        ImmutableList<ISourceEvent> events = [new RestoreEnded(restore.Request, restore.Id, restore.Target, failure, now)];
        return failure is not null ? events : events.Add(new TriggerAccepted(
            new Trigger(new TriggerId($"restored:{restore.Request}"), TriggerKind.Manual, now) { Label = $"restored-{restore.Id}", ExpectShrink = true }, now));
    }
}
