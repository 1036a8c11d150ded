using ActorBackup.Core.Protocols;
using ActorBackup.Node.Http;
using Akka.Actor;

namespace ActorBackup.Node.Hosting;

/// <summary>Asks the node's actor; it passes on what is for its sources. While there is none, because its actor system starts or starts again, questions wait.</summary>
internal sealed class NodeGateway : INodeGateway, IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<IActorRef> _node = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _ended = new();

    public void Use(IActorRef node) => _node.TrySetResult(node);

    /// <summary>The actor system has ended: what was asked of it gets no answer any more.</summary>
    public void Lose()
    {
        CancellationTokenSource ended;
        lock (_lock) (ended, _ended, _node) = (_ended, new CancellationTokenSource(), new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously));
        ended.Cancel();
        ended.Dispose();
    }

    public async Task<object> AskAsync(object message, TimeSpan limit, CancellationToken stop)
    {
        Task<IActorRef> node;
        CancellationToken ended;
        lock (_lock) (node, ended) = (_node.Task, _ended.Token);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ended);
        try
        {
            var actor = await node.WaitAsync(limit, either.Token);
            return await actor.Ask<object>(message, limit == Timeout.InfiniteTimeSpan ? null : limit, either.Token);
        }
        catch (AskTimeoutException timeout)
        {
            throw new TimeoutException(timeout.Message, timeout);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new RefusedException(RefusalKind.Away, "the node's actors have ended and start again; the request may still have been carried out: send it again, with the same id");
        }
    }

    public void Dispose() => _ended.Dispose();
}
