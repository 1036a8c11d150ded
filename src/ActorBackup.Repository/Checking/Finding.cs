using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Checking;

/// <summary>One thing a check found.</summary>
/// <param name="What">One sentence: what is wrong with which file, and what that means.</param>
/// <param name="Next">One sentence: what to do about it.</param>
public sealed record Finding(FindingSeverity Severity, FindingKind Kind, string What, string Next)
{
    /// <summary>The file it was found in, if there is one.</summary>
    public FileHandle? File { get; init; }

    /// <summary>The blob that is damaged, missing or says something wrong, if there is one.</summary>
    public BlobHandle? Blob { get; init; }

    public override string ToString() => $"{(Severity == FindingSeverity.Error ? "error" : "hint")}: {What} {Next}";
}
