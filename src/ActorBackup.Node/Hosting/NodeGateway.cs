using ActorBackup.Node.Http;
using Akka.Actor;

namespace ActorBackup.Node.Hosting;

/// <summary>Asks the node's actor; it passes on what is for its sources.</summary>
internal sealed class NodeGateway(IActorRef node) : INodeGateway
{
    public async Task<object> AskAsync(object message, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await node.Ask<object>(message, limit == Timeout.InfiniteTimeSpan ? null : limit, stop);
        }
        catch (AskTimeoutException timeout)
        {
            throw new TimeoutException(timeout.Message, timeout);
        }
    }
}
