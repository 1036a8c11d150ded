namespace ActorBackup.Core.Sources;

/// <summary>The name of a node, fixed at its first start (rules 1). Same shape as a configured source name.</summary>
public sealed record NodeId(string Value)
{
    public override string ToString() => Value;
}
