using Akka.Actor;

namespace Akka.Remote;

/// <summary>This system cannot be reached as its settings say.</summary>
public class RemoteTransportException(string message, Exception cause = null) : AkkaException(message, cause);
