namespace ActorBackup.Repository.Trees;

/// <summary>The JSON of a folder, byte for byte as restic writes it: its SHA-256 is the tree's id (format specification, section 11).</summary>
public static class TreeFormat
{
    /// <exception cref="ArgumentException">The nodes are not in strictly ascending order of their names: no program may write such a tree.</exception>
    public static byte[] Write(Tree tree) => throw new NotImplementedException();

    /// <summary>As <see cref="Write"/>, but in the order in which the nodes are: to see whether a foreign tree can be written again unchanged.</summary>
    public static byte[] WriteAsFound(Tree tree) => throw new NotImplementedException();

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static Tree Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}
