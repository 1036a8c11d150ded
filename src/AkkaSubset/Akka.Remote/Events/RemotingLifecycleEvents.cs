using Akka.Actor;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Published on the event stream when something happens to the ways to other systems.</summary>
public abstract class RemotingLifecycleEvent
{
    protected RemotingLifecycleEvent() { }

    /// <summary>How much it matters.</summary>
    public abstract LogLevel LogLevel();
}

/// <summary>Others can reach this system from now on.</summary>
public sealed class RemotingListenEvent(IList<Address> listenAddresses) : RemotingLifecycleEvent
{
    public IList<Address> ListenAddresses { get; } = listenAddresses;

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;

    public override string ToString() => $"Remoting now listens on addresses: [{string.Join(", ", ListenAddresses)}]";
}

/// <summary>Others can no longer reach this system, which ends.</summary>
public sealed class RemotingShutdownEvent : RemotingLifecycleEvent
{
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;

    public override string ToString() => "Remoting shut down";
}

/// <summary>An incarnation of a system is refused for ever.</summary>
public sealed class QuarantinedEvent(Address address, int uid) : RemotingLifecycleEvent
{
    public Address Address { get; } = address;
    public int Uid { get; } = uid;

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;

    public override string ToString() => $"Association to [{Address}] with uid [{Uid}] is quarantined: only another incarnation of it is let in.";
}

/// <summary>Another system refuses this incarnation of this system for ever.</summary>
public sealed class ThisActorSystemQuarantinedEvent(Address localAddress, Address remoteAddress) : RemotingLifecycleEvent
{
    public Address LocalAddress { get; } = localAddress;
    public Address RemoteAddress { get; } = remoteAddress;

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;

    public override string ToString() => $"The remote system {RemoteAddress} has quarantined this system {LocalAddress}.";
}
