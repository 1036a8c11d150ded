namespace ActorBackup.Core.Ownership;

/// <summary>Something that a node is to do now.</summary>
/// <param name="Why">The same for all sources that it is done with for the same reason.</param>
public abstract record OwnershipStep(string Why)
{
    /// <summary>Delete a silent node's row, if its version is still the one seen.</summary>
    public sealed record Fence(NodeRow Node, string Why) : OwnershipStep(Why);

    /// <summary>Take a free source, if it still is as it was seen.</summary>
    public sealed record Take(SourceRow Seen, string Why) : OwnershipStep(Why);

    /// <summary>The table says that it is this incarnation's, by a call whose answer never came.</summary>
    public sealed record Adopt(SourceRow Row, string Why) : OwnershipStep(Why);

    /// <summary>Stop it, then set it free.</summary>
    public sealed record Release(string Source, string Why) : OwnershipStep(Why);

    /// <summary>The table does not know of this incarnation's right any more: everything ends.</summary>
    public sealed record LoseAll(string Why) : OwnershipStep(Why);
}
