using System.Collections.Immutable;
using ActorBackup.Actors.Stores;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;
using Akka.Actor;

namespace ActorBackup.Actors.Restoring;

/// <summary>Verifies stored content and puts it back as a file. Child of its source, named <c>restore</c>; the source decides each step.</summary>
internal sealed class RestoreActor : ReceiveActor
{
    private readonly IFileRestore _restore;
    private readonly ISourceCapture _capture;
    private readonly IClaim _claim;
    private readonly CancellationTokenSource _stop = new();
    private TriggerId? _current;

    public static Props Props(IFileRestore restore, ISourceCapture capture, IClaim claim) =>
        Akka.Actor.Props.Create(() => new RestoreActor(restore, capture, claim));

    public RestoreActor(IFileRestore restore, ISourceCapture capture, IClaim claim)
    {
        (_restore, _capture, _claim) = (restore, capture, claim);
        Receive<RestoreProtocol.Verify>(order => Begin(order.Request, () => VerifyAsync(order)));
        Receive<RestoreProtocol.Put>(order => Begin(order.Request, () => PutAsync(order)));
        Receive<RestoreProtocol.PutTree>(order => Begin(order.Request, () => PutAsync(order)));
        Receive<RestoreProtocol.Verified>(Answer);
        Receive<RestoreProtocol.PutBack>(Answer);
        Receive<Status.Failure>(failure => throw new IOException($"The restore broke off: {failure.Cause.Message}", failure.Cause));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (_current is not null) Context.Parent.Tell(new RestoreProtocol.PutBack(_current, new RestoreResult.Failed(reason.Message)));
        base.PreRestart(reason, message);
    }

    protected override void PostStop() => _stop.Cancel();

    private void Begin(TriggerId request, Func<Task<object>> step)
    {
        _current = request;
        Task.Run(step, _stop.Token).PipeTo(Self);
    }

    private void Answer(object answer)
    {
        _current = null;
        Context.Parent.Tell(answer);
    }

    private async Task<object> VerifyAsync(RestoreProtocol.Verify order)
    {
        var (bad, unread) = (ImmutableList.CreateBuilder<(StoreName, string)>(), new List<string>());
        var isSource = IsSource(order);
        var exists = Exists(isSource ? order.Source.Path : order.Target);
        foreach (var (store, copy) in order.Copies)
        {
            try
            {
                var fault = await StoredContent.FindFaultAsync(store, order.Source, order.Snapshot, copy, _stop.Token);
                if (fault is null) return new RestoreProtocol.Verified(order.Request, (store, copy), bad.ToImmutable(), null, exists, isSource);
                bad.Add((store.Name, fault));
                unread.Add($"{store.Name}: {fault}");
            }
            catch (StoreException failure)
            {
                unread.Add($"{store.Name}: {failure.Message}");
            }
        }

        var reason = unread.Count == 0 ? "no store that holds it is reachable" : string.Join("; ", unread);
        return new RestoreProtocol.Verified(order.Request, null, bad.ToImmutable(), reason, exists, isSource);
    }

    private async Task<object> PutAsync(RestoreProtocol.Put order)
    {
        var result = await _restore.RestoreAsync(order.Order, _claim, stop => order.Store.ReadAsync(order.Source, order.Snapshot.Id, order.Copy, stop), _stop.Token);
        return new RestoreProtocol.PutBack(order.Request, result);
    }

    private async Task<object> PutAsync(RestoreProtocol.PutTree order)
    {
        try
        {
            return new RestoreProtocol.PutBack(order.Request, await ((ITreeStore)order.Store).RestoreTreeAsync(order.Source, order.Snapshot.Id, order.Copy, order.Order, _claim, _stop.Token));
        }
        catch (StoreException failure)
        {
            return new RestoreProtocol.PutBack(order.Request, failure.Kind == StoreFailure.Damaged ? new RestoreResult.Damaged(failure.Message) : new RestoreResult.Failed(failure.Message));
        }
    }

    private bool IsSource(RestoreProtocol.Verify order)
    {
        var (own, name) = (order.Source.Path, Path.GetFileName(order.Source.Path));
        if (order.Target == own || order.Source.IsTree) return order.Target == own;
        var target = _restore.Resolve(order.Target, name, inPlace: false);
        return target == own || target == _restore.Resolve(own, name, inPlace: true);
    }

    private bool Exists(string target)
    {
        try
        {
            return _capture.Stat(target) is not null;
        }
        catch (IOException)
        {
            return true;   // it may be there: the safety snapshot will say why it cannot be read
        }
    }
}
