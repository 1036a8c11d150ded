namespace Akka.Remote.Transport;

/// <summary>The other side says what no system of this kind says; the connection must end. The message goes on after "it ".</summary>
internal sealed class ProtocolException(string what, Exception cause = null) : Exception(what, cause);

/// <summary>The other side gave a reason why it will not talk to this system.</summary>
internal sealed class RefusedException(string why, bool isQuarantined) : Exception(why)
{
    /// <summary>It never will, to this incarnation.</summary>
    public bool IsQuarantined { get; } = isQuarantined;
}
