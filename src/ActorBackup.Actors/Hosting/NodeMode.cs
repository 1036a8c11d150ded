namespace ActorBackup.Actors.Hosting;

/// <summary>How much of a node runs.</summary>
public enum NodeMode
{
    /// <summary>Everything.</summary>
    Run,

    /// <summary>For one command: no watching, no clocks, no changes, no retention; locks are taken.</summary>
    OneShot,

    /// <summary>For listings: as <see cref="OneShot"/>, and nothing is written: places are opened for reading, the journal is left as it is.</summary>
    ReadOnly,
}
