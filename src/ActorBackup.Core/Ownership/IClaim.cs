namespace ActorBackup.Core.Ownership;

/// <summary>The right to act for one source, as this process knows it at this moment. Safe from any thread.</summary>
/// <remarks>Asked right before everything that counts: a persist, the rename of a capture, each removal, a restore. Once it has ended it
/// never holds again; a right that is taken anew is another claim, with a higher epoch.</remarks>
public interface IClaim
{
    /// <summary>Grows with every owner; 0 for what is not shared.</summary>
    long Epoch { get; }

    /// <summary>False from the deadline on, also if nobody has noticed it yet.</summary>
    bool Holds { get; }

    /// <summary>Cancelled soon after the claim ended; for work under way.</summary>
    CancellationToken Ended { get; }
}
