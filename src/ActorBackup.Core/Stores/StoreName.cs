namespace ActorBackup.Core.Stores;

/// <summary>The configured name of a store.</summary>
public sealed record StoreName(string Value)
{
    public override string ToString() => Value;
}
