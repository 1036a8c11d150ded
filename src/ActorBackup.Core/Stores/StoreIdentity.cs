namespace ActorBackup.Core.Stores;

/// <summary>What tells one place from another mounted at its path: from <c>.actorbackup/store.json</c>, made once at random.</summary>
public sealed record StoreIdentity(string Value)
{
    public override string ToString() => Value;
}
