namespace ActorBackup.Node.Http.Peers;

/// <summary>What nodes say to each other beside a request.</summary>
internal static class PeerHeaders
{
    /// <summary>The request has been forwarded once, and is not forwarded again.</summary>
    public const string Hop = "X-ActorBackup-Hop";

    /// <summary>Who asked at the first node, as <c>user@node</c>.</summary>
    public const string Who = "X-ActorBackup-Who";

    public const string IdempotencyKey = "Idempotency-Key";
}
