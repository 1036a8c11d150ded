namespace Scenarios.History;

/// <summary>One change of a shared source's row in the ownership table.</summary>
/// <param name="Order">Of all changes, in the order they were committed.</param>
/// <param name="Incarnation">Who may run it from then on; null: nobody.</param>
public sealed record Grant(long Order, string Source, string? Incarnation, long Epoch)
{
    /// <summary>Seconds on the database's clock when it was written; for figures, no rule looks at it.</summary>
    public double WrittenAt { get; init; }

    public override string ToString() => $"ownership table: {Source} to {Incarnation ?? "nobody"}, epoch {Epoch}";
}
