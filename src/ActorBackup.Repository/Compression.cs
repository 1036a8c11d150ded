namespace ActorBackup.Repository;

/// <summary>How hard data is compressed. Changes size and speed only: ids do not depend on it, nothing records it.</summary>
public enum Compression
{
    /// <summary>zstd level 3.</summary>
    Auto,

    /// <summary>Data as it is. Trees and documents are compressed all the same, as the format wants.</summary>
    Off,

    /// <summary>zstd level 11.</summary>
    Max,
}
