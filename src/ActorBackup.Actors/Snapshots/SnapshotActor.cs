using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Snapshots;

/// <summary>Carries one capture at a time from the first byte to the last fsync. Child of its source, named <c>snapshot</c>; decides nothing.</summary>
/// <remarks>Captures at once are limited by permits that all sources of a node share. When this actor stops or restarts, the capture
/// under way is given up, its staged copies are removed, and the source hears that nothing was stored.</remarks>
internal sealed class SnapshotActor : ReceiveActor
{
    private readonly ISourceCapture _capture;
    private readonly SemaphoreSlim _permits;
    private readonly TimeProvider _time;
    private readonly IClaim _claim;
    private ICaptureWork? _work;

    public static Props Props(ISourceCapture capture, SemaphoreSlim permits, TimeProvider time, IClaim claim) =>
        Akka.Actor.Props.Create(() => new SnapshotActor(capture, permits, time, claim));

    public SnapshotActor(ISourceCapture capture, SemaphoreSlim permits, TimeProvider time, IClaim claim)
    {
        (_capture, _permits, _time, _claim) = (capture, permits, time, claim);
        Receive<SnapshotProtocol.Take>(order => Begin(new CaptureWork(order, _capture, _permits, _time, _claim)));
        Receive<SnapshotProtocol.TakeTree>(Take);
        Receive<SnapshotProtocol.ContentRead>(read => IsCurrent(read.Id), read => Pass(read, ended: read.Result is not CaptureResult.Captured));
        Receive<SnapshotProtocol.Commit>(commit => IsCurrent(commit.Snapshot.Id), commit => Pipe(_work!.CommitAsync(commit), commit.Snapshot.Id));
        Receive<SnapshotProtocol.Commit>(commit => Context.Parent.Tell(GivenUp(commit.Snapshot.Id, "the part was restarted before the commit")));
        Receive<SnapshotProtocol.Stored>(stored => IsCurrent(stored.Snapshot.Id), stored => Pass(stored, ended: true));
        Receive<SnapshotProtocol.NotStored>(answer => IsCurrent(answer.Id), NotStored);
        Receive<SnapshotProtocol.Discard>(discard => IsCurrent(discard.Id), _ => End());
        Receive<BrokeOff>(broke => IsCurrent(broke.Id), Fail);
        ReceiveAny(_ => { });   // what belongs to a capture that was given up
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (_work is { } work) Context.Parent.Tell(GivenUp(work.Id, reason.Message));
        base.PreRestart(reason, message);
    }

    protected override void PostStop() => End();

    private void Take(SnapshotProtocol.TakeTree order)
    {
        var source = Context.Parent;
        Begin(new TreeCaptureWork(order, _permits, _time, _claim, progress => source.Tell(new SnapshotProtocol.Scanning(order.Id, progress))));
    }

    private void Begin(ICaptureWork work)
    {
        End();
        _work = work;
        Pipe(work.ReadAsync(), work.Id);
    }

    private void Pipe(Task<object> step, SnapshotId id) => step.PipeTo(Self, failure: cause => new BrokeOff(id, cause.GetBaseException()));

    private bool IsCurrent(SnapshotId id) => _work?.Id == id;

    private void Pass(object answer, bool ended)
    {
        Context.Parent.Tell(answer);
        if (ended) _work = null;
    }

    private static void Fail(BrokeOff broke) => throw new IOException($"The capture {broke.Id} broke off: {broke.Cause.Message}", broke.Cause);

    private void NotStored(SnapshotProtocol.NotStored answer)
    {
        End();
        Context.Parent.Tell(answer);
    }

    private void End()
    {
        var work = _work;
        _work = null;
        if (work is not null) _ = work.EndEarlyAsync();
    }

    private static SnapshotProtocol.NotStored GivenUp(SnapshotId id, string reason) =>
        new(id, reason, ImmutableDictionary<StoreName, StoreException>.Empty);

    private sealed record BrokeOff(SnapshotId Id, Exception Cause);
}
