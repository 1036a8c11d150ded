using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Retention;

/// <summary>What a source says to its /retention and what comes back.</summary>
internal static class RetentionProtocol
{
    /// <summary>Do these in order. Answered by <see cref="CarriedOut"/>; one that fails does not keep the others from being done.</summary>
    public sealed record CarryOut(ImmutableList<Deed> Deeds);

    /// <summary>How much room there is in each. Answered by <see cref="Measured"/>; stores that do not answer are left out.</summary>
    public sealed record Measure(ImmutableList<IBackupStore> Stores);

    public sealed record CarriedOut(ImmutableList<Result> Results);

    public sealed record Measured(ImmutableDictionary<StoreName, StoreSpace> Spaces);

    /// <param name="Copy">After an <see cref="Deed.Untrash"/> the copy with the handle it has now.</param>
    /// <param name="Failure">Null if it was done.</param>
    public sealed record Result(Deed Deed, StoredCopy? Copy, StoreException? Failure);
}
