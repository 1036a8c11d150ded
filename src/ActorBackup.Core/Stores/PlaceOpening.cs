namespace ActorBackup.Core.Stores;

/// <summary>Whether the place where a store keeps a source's copies can be used now (rules 7).</summary>
public abstract record PlaceOpening
{
    private PlaceOpening() { }

    /// <param name="Place">The place's absolute folder, the same for all sources that share it.</param>
    /// <param name="IsNew">Its identity was made by this opening.</param>
    public sealed record Here(string Place, StoreIdentity Identity, bool IsNew) : PlaceOpening;

    /// <summary>Not there, or another identity: nothing is concluded from it, created or written.</summary>
    public sealed record Away(string Place, string Reason) : PlaceOpening;

    /// <summary>Another data folder's node runs this source here.</summary>
    public sealed record Locked(string Place, string Reason) : PlaceOpening;
}

/// <summary>What an opening is for.</summary>
public enum PlaceUse
{
    /// <summary>Listing and reading; takes no lock, creates nothing.</summary>
    Read,

    /// <summary>Running the source: creates a place on first contact, takes the source's lock, removes half-written leftovers.</summary>
    Run,
}
