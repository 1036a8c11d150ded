using System.Collections.Immutable;

namespace ActorBackup.Wire.Messages;

/// <summary>How sources are. Never above 100 KB on the wire.</summary>
/// <param name="Node">Who answers.</param>
/// <param name="SilentNodes">Nodes of the cluster that did not answer in time; their sources are missing here.</param>
/// <param name="Truncated">There are more sources than fit: ask for one by name, or over HTTP.</param>
public sealed record Status(string Node, ImmutableList<StatusOfSource> Sources, ImmutableList<string> SilentNodes, bool Truncated) : IAnswer;
