using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Testing;

/// <summary>Nodes of a cluster, for tests that do not care which.</summary>
public static class SomeNodes
{
    public static NodeFace Face(string node, string runtime = "AkkaSubset 0.1.0", params string[] roles) => new(
        new NodeId(node), $"akka.tcp://actorbackup@{node}:4053", $"http://{node}:4054", "0.1.0", runtime, [.. roles], Some.Noon);

    public static NodeRow Row(string node, IEnumerable<string> shared, long version = 0, long joined = 1, string? incarnation = null, params string[] roles) =>
        new(incarnation ?? $"{node}-{joined}", Face(node, roles: roles), Shared([.. shared]), NodeStanding.Up, version, joined);

    /// <summary>"source", or "source role".</summary>
    public static ImmutableSortedDictionary<string, string?> Shared(params string[] sources) => sources
        .Select(source => source.Split(' '))
        .ToImmutableSortedDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1), StringComparer.Ordinal);
}
