using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Checking;

/// <summary>What a finding is about.</summary>
internal readonly record struct FileTarget(FileHandle? File, BlobHandle? Blob = null)
{
    public static implicit operator FileTarget(FileHandle file) => new(file);
}
