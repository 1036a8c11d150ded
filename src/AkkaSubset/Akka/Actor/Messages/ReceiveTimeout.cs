namespace Akka.Actor;

/// <summary>No message came for as long as <c>SetReceiveTimeout</c> said.</summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout() { }

    public static ReceiveTimeout Instance { get; } = new();
}
