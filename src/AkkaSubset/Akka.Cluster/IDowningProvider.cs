using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Says whether members that stay unreachable are downed.</summary>
public interface IDowningProvider
{
    /// <summary>How long a member stays unreachable before it is downed.</summary>
    TimeSpan DownRemovalMargin { get; }

    /// <summary>Null: here the leader downs by itself, since the database is the one arbiter.</summary>
    Props DowningActorProps { get; }
}

/// <summary>Members that stay unreachable stay members, until somebody calls <see cref="Cluster.Down"/>.</summary>
public sealed class NoDowning : IDowningProvider
{
    public NoDowning(ActorSystem system, Cluster cluster) => DownRemovalMargin = cluster.Settings.StableAfter;

    public TimeSpan DownRemovalMargin { get; }

    public Props DowningActorProps => null;
}
