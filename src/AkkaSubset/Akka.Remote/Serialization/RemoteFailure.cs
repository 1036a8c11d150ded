using Akka.Actor;

namespace Akka.Remote.Serialization;

/// <summary>An exception of another system: its text, and its class where that is an everyday one. No class is made by a stranger's word.</summary>
internal sealed class RemoteFailure : AkkaException
{
    private RemoteFailure(string type, string message) : base($"{type}: {message}") { }

    public static Exception Of(string type, string message) => type switch
    {
        "System.ArgumentException" => new ArgumentException(message),
        "System.InvalidOperationException" => new InvalidOperationException(message),
        "System.NotSupportedException" => new NotSupportedException(message),
        "System.TimeoutException" => new TimeoutException(message),
        "System.OperationCanceledException" => new OperationCanceledException(message),
        "Akka.Actor.AskTimeoutException" => new AskTimeoutException(message),
        _ => new RemoteFailure(type, message),
    };
}
