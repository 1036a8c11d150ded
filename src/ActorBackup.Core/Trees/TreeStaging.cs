namespace ActorBackup.Core.Trees;

/// <summary>How reading a folder into a store ended.</summary>
public abstract record TreeStaging
{
    private TreeStaging() { }

    /// <summary>Its content is in the store, not listed yet.</summary>
    public sealed record Staged(IStagedTree Tree) : TreeStaging;

    public sealed record Missing(string Reason) : TreeStaging;

    public sealed record Unreadable(string Reason) : TreeStaging;
}
