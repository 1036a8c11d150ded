using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Stores;

/// <summary>The first contact with a place: from now on it must show this identity (rules 7). Persisted by the store's actor.</summary>
/// <param name="Place">The place's absolute folder.</param>
public sealed record PlaceIdentified(string Place, StoreIdentity Identity, DateTimeOffset At);
