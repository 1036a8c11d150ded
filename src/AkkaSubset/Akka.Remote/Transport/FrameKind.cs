namespace Akka.Remote.Transport;

/// <summary>What a frame holds. The numbers travel, so they never change.</summary>
internal enum FrameKind : byte
{
    Challenge = 1,
    Hello = 2,
    Refusal = 3,
    Stream = 4,
    Heartbeat = 5,
    Goodbye = 6,
    Envelope = 7,
}
