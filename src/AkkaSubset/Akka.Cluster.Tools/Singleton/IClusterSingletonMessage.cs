namespace Akka.Cluster.Tools.Singleton;

/// <summary>What the managers of a singleton say to each other.</summary>
public interface IClusterSingletonMessage;

internal sealed record HandOverToMe : IClusterSingletonMessage
{
    public static readonly HandOverToMe Instance = new();
}

internal sealed record HandOverInProgress : IClusterSingletonMessage
{
    public static readonly HandOverInProgress Instance = new();
}

internal sealed record HandOverDone : IClusterSingletonMessage
{
    public static readonly HandOverDone Instance = new();
}
