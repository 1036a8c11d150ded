namespace Akka.Cluster.Tools.Singleton;

/// <summary>Where a node stands towards a singleton. Here the states <c>WasOldest</c> and <c>TakeOver</c> are not entered: who is no longer the oldest stops at once.</summary>
public enum ClusterSingletonState
{
    Start = 0,
    AcquiringLease = 1,

    /// <summary>It runs here, or has ended by itself here.</summary>
    Oldest = 2,

    /// <summary>It is another node's.</summary>
    Younger = 3,

    /// <summary>The elders are asked to end it.</summary>
    BecomingOldest = 4,
    WasOldest = 5,
    HandingOver = 6,
    TakeOver = 7,

    /// <summary>Its lease is lost.</summary>
    Stopping = 8,
    End = 9,
}
