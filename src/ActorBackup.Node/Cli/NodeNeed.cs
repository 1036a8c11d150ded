namespace ActorBackup.Node.Cli;

/// <summary>What a command needs of a node.</summary>
internal enum NodeNeed
{
    /// <summary>A running node: the work goes on after the command has ended.</summary>
    Running,

    /// <summary>Any; without a running node one is started in this process for the time of the command.</summary>
    Change,

    /// <summary>As <see cref="Change"/>, and nothing is written.</summary>
    Look,
}
