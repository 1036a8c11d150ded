using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>What a restore does, or would do, with one entry.</summary>
/// <param name="Path">From the top of the target.</param>
/// <param name="Node">As the snapshot has it; null for what is removed.</param>
/// <param name="Reason">For people, where the deed alone does not say it; else empty.</param>
public sealed record RestoreStep(SnapshotPath Path, Node? Node, RestoreDeed Deed, string Reason);

public enum RestoreDeed
{
    Create,

    /// <summary>It is there: content that differs and metadata are brought to what the snapshot says.</summary>
    Update,

    /// <summary>Something of another type is there, and goes.</summary>
    Replace,

    /// <summary>It is not in the snapshot, and goes.</summary>
    Delete,

    /// <summary>Left out as the request wants it.</summary>
    Skip,

    /// <summary>Cannot be restored: counted as an error.</summary>
    Refuse,

    /// <summary>A folder that is not picked itself, but may hold what is.</summary>
    PassThrough,
}
