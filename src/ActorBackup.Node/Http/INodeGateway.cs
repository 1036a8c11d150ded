using ActorBackup.Core.Protocols;

namespace ActorBackup.Node.Http;

/// <summary>The way from a face into the actor system: one message, one reply.</summary>
internal interface INodeGateway
{
    /// <summary>Takes every message of <see cref="NodeProtocol"/> and <see cref="SourceProtocol"/>, and in a cluster the questions of OwnershipProtocol.</summary>
    /// <param name="limit">How long to wait; infinite where the asker's <paramref name="stop"/> is the limit.</param>
    /// <exception cref="TimeoutException">No reply within <paramref name="limit"/>.</exception>
    Task<object> AskAsync(object message, TimeSpan limit, CancellationToken stop);
}

internal static class NodeGatewayReplies
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <exception cref="RefusedException">The node said no, or did not answer in 30 s.</exception>
    public static Task<TReply> AskAsync<TReply>(this INodeGateway node, object message, CancellationToken stop) =>
        node.AskAsync<TReply>(message, Usual, stop);

    public static async Task<TReply> AskAsync<TReply>(this INodeGateway node, object message, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await node.AskAsync(message, limit, stop) switch
            {
                TReply reply => reply,
                SourceProtocol.Refused refused => throw new RefusedException(refused.Why),
                var other => throw new NotSupportedException($"{message.GetType().Name} was answered by {other.GetType().Name}."),
            };
        }
        catch (TimeoutException)
        {
            throw new RefusedException(new Refusal(
                RefusalKind.Away,
                $"the node did not answer within {limit.TotalSeconds:0} s; it may still carry the request out. Look at `actorbackup status`, then ask again"));
        }
    }
}
