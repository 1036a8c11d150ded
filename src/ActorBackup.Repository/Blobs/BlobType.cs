namespace ActorBackup.Repository.Blobs;

public enum BlobType : byte
{
    /// <summary>A chunk of a file.</summary>
    Data = 0,

    /// <summary>The JSON of one folder.</summary>
    Tree = 1,
}
