using Akka.Actor;
using Akka.Event;

namespace Akka.Remote;

/// <summary>About one connection between two systems.</summary>
public abstract class AssociationEvent : RemotingLifecycleEvent
{
    protected string EventName;

    protected AssociationEvent() { }

    public abstract Address LocalAddress { get; protected set; }
    public abstract Address RemoteAddress { get; protected set; }

    /// <summary>True if the other side made the connection.</summary>
    public abstract bool IsInbound { get; protected set; }

    public override string ToString() => $"{EventName} [{LocalAddress}]{(IsInbound ? " <- " : " -> ")}[{RemoteAddress}]";
}

/// <summary>A connection is ready.</summary>
public sealed class AssociatedEvent : AssociationEvent
{
    public AssociatedEvent(Address localAddress, Address remoteAddress, bool inbound) =>
        (EventName, LocalAddress, RemoteAddress, IsInbound) = ("Associated", localAddress, remoteAddress, inbound);

    public override Address LocalAddress { get; protected set; }
    public override Address RemoteAddress { get; protected set; }
    public override bool IsInbound { get; protected set; }

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>A connection has ended.</summary>
public sealed class DisassociatedEvent : AssociationEvent
{
    public DisassociatedEvent(Address localAddress, Address remoteAddress, bool inbound) =>
        (EventName, LocalAddress, RemoteAddress, IsInbound) = ("Disassociated", localAddress, remoteAddress, inbound);

    public override Address LocalAddress { get; protected set; }
    public override Address RemoteAddress { get; protected set; }
    public override bool IsInbound { get; protected set; }

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>A connection could not be made, or has failed.</summary>
public sealed class AssociationErrorEvent : AssociationEvent
{
    private readonly LogLevel _level;

    public AssociationErrorEvent(Exception cause, Address localAddress, Address remoteAddress, bool inbound, LogLevel level)
    {
        (EventName, Cause, LocalAddress, RemoteAddress, IsInbound) = ("AssociationError", cause, localAddress, remoteAddress, inbound);
        _level = level;
    }

    public Exception Cause { get; }
    public override Address LocalAddress { get; protected set; }
    public override Address RemoteAddress { get; protected set; }
    public override bool IsInbound { get; protected set; }

    public override LogLevel LogLevel() => _level;

    public override string ToString() => $"{base.ToString()}: Error [{Cause?.Message}]";
}
