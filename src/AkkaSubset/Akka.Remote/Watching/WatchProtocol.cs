using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Watching;

/// <summary>What the watchers of two systems say to each other, and what a system says to its own.</summary>
internal static class WatchProtocol
{
    /// <summary>Travels between systems; taken only from the watcher of the system that the connection is with.</summary>
    public interface ITraffic : IDeadLetterSuppression, INotInfluenceReceiveTimeout;

    public sealed record Heartbeat : ITraffic
    {
        public static readonly Heartbeat Instance = new();
    }

    public sealed record HeartbeatRsp(int Uid) : ITraffic;

    /// <summary>Say when that actor of yours dies. May be said again.</summary>
    public sealed record Watch(string Path) : ITraffic;

    public sealed record Unwatch(string Path) : ITraffic;

    /// <param name="Path">As the watcher had written it.</param>
    public sealed record Died(string Path, bool ExistenceConfirmed) : ITraffic;

    public sealed record WatchRemote(IInternalActorRef Watchee, IInternalActorRef Watcher);

    public sealed record UnwatchRemote(IInternalActorRef Watchee, IInternalActorRef Watcher);

    /// <summary>A connection came or went, and words may have been lost with it.</summary>
    public sealed record Linked(Address Address);

    /// <summary>The system that was there is gone for ever.</summary>
    public sealed record Gone(Address Address);
}
