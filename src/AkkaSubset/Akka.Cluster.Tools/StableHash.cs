namespace Akka.Cluster.Tools;

/// <summary>A number for a text that is the same in every process.</summary>
internal static class StableHash
{
    /// <remarks>FNV-1a of the UTF-16 units.</remarks>
    public static uint Of(string text) => text.Aggregate(2166136261u, (hash, unit) => unchecked((hash ^ unit) * 16777619u));
}
