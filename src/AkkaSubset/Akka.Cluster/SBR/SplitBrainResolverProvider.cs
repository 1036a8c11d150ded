using Akka.Actor;

namespace Akka.Cluster.SBR;

/// <summary>Members that stay unreachable are downed. No side has to be chosen: whoever reaches the database is on the right one.</summary>
public class SplitBrainResolverProvider : IDowningProvider
{
    public SplitBrainResolverProvider(ActorSystem system, Cluster cluster) => DownRemovalMargin = cluster.Settings.StableAfter;

    public TimeSpan DownRemovalMargin { get; }

    public Props DowningActorProps => null;
}
