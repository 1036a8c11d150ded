using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>One command's id and how far it has come.</summary>
/// <param name="Body">Fingerprint of what was asked.</param>
/// <param name="At">When it was accepted.</param>
public sealed record KnownTrigger(TriggerId Id, string Body, DateTimeOffset At, OutcomeState State, SnapshotId? Snapshot = null, string? Reason = null);

/// <summary>The ids of commands already accepted, so that each has one effect (rules 2). Kept for 7 days or 10,000, whichever is more.</summary>
public sealed class KnownTriggers
{
    public const int KeptCount = 10_000;
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly ImmutableDictionary<TriggerId, KnownTrigger> _byId;
    private readonly ImmutableQueue<TriggerId> _order;

    private KnownTriggers(ImmutableDictionary<TriggerId, KnownTrigger> byId, ImmutableQueue<TriggerId> order, DateTimeOffset? droppedUpTo) =>
        (_byId, _order, DroppedUpTo) = (byId, order, droppedUpTo);

    public static KnownTriggers Empty { get; } = new(ImmutableDictionary<TriggerId, KnownTrigger>.Empty, [], null);

    /// <summary>The latest time inside a UUIDv7 that was dropped; an unknown id of that time or earlier may be a repetition.</summary>
    public DateTimeOffset? DroppedUpTo { get; }

    public int Count => _byId.Count;

    /// <summary>In the order they were accepted.</summary>
    public IEnumerable<KnownTrigger> InOrder => _order.Select(id => _byId[id]);

    /// <summary>From what a checkpoint kept; <paramref name="inOrder"/> as <see cref="InOrder"/> gave it.</summary>
    public static KnownTriggers Of(IEnumerable<KnownTrigger> inOrder, DateTimeOffset? droppedUpTo)
    {
        var known = inOrder.ToList();
        return new KnownTriggers(known.ToImmutableDictionary(k => k.Id), [.. known.Select(k => k.Id)], droppedUpTo);
    }

    public KnownTrigger? Find(TriggerId id) => _byId.GetValueOrDefault(id);

    public KnownTriggers Add(KnownTrigger known)
    {
        if (_byId.ContainsKey(known.Id)) return new KnownTriggers(_byId.SetItem(known.Id, known), _order, DroppedUpTo);
        return new KnownTriggers(_byId.Add(known.Id, known), _order.Enqueue(known.Id), DroppedUpTo).DropOld(known.At);
    }

    /// <summary>Ids that are not known (the node's own triggers) are passed over.</summary>
    public KnownTriggers Resolve(IEnumerable<TriggerId> ids, OutcomeState state, SnapshotId? snapshot, string? reason = null)
    {
        var byId = _byId.ToBuilder();
        foreach (var id in ids)
            if (byId.TryGetValue(id, out var known)) byId[id] = known with { State = state, Snapshot = snapshot, Reason = reason };
        return new KnownTriggers(byId.ToImmutable(), _order, DroppedUpTo);
    }

    private KnownTriggers DropOld(DateTimeOffset now)
    {
        var (byId, order, dropped) = (_byId, _order, DroppedUpTo);
        while (byId.Count > KeptCount && byId[order.Peek()] is var oldest && oldest.At < now - KeptFor && oldest.State != OutcomeState.Accepted)
        {
            if (UuidV7.TimeOf(oldest.Id.Value) is { } made && (dropped is null || made > dropped)) dropped = made;
            (byId, order) = (byId.Remove(oldest.Id), order.Dequeue());
        }
        return new KnownTriggers(byId, order, dropped);
    }
}
