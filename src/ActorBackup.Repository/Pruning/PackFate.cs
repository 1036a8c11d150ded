namespace ActorBackup.Repository.Pruning;

public enum PackFate
{
    Keep,

    /// <summary>Nothing of it is used: it leaves the index, then it is removed.</summary>
    Remove,

    /// <summary>No index knows it: it is removed first.</summary>
    RemoveUnindexed,

    /// <summary>What is used of it moves to a new pack, then as <see cref="Remove"/>.</summary>
    Repack,

    /// <summary>It is not there and nothing of it is used: it leaves the index.</summary>
    DropFromIndex,
}
