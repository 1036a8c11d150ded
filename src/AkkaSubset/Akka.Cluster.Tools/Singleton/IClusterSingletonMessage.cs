namespace Akka.Cluster.Tools.Singleton;

/// <summary>What the managers of a singleton say to each other.</summary>
public interface IClusterSingletonMessage;

/// <summary>The sender is the oldest, so whoever is asked is none of those any more that may run the singleton, and never will be.</summary>
/// <param name="Uid">Which life of the node is asked: another may be at its address by now.</param>
internal sealed record HandOverToMe(int Uid) : IClusterSingletonMessage;

/// <summary>The singleton is ending where the sender is.</summary>
internal sealed record HandOverInProgress : IClusterSingletonMessage
{
    public static readonly HandOverInProgress Instance = new();
}

/// <summary>In that life of the sender's node it does not run, and never will.</summary>
internal sealed record HandOverDone(int Uid) : IClusterSingletonMessage;
