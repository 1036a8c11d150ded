using ActorBackup.Core.Ownership;

namespace ActorBackup.Node.Http.Peers;

/// <summary>What an operator can do to this node's place in the cluster.</summary>
internal interface IClusterControl
{
    /// <summary>Gives all shared sources back and leaves; returns when the others have them. Local sources go on, after a short pause.</summary>
    /// <param name="stop">The process stops cleanly afterwards.</param>
    Task LeaveAsync(bool stop);

    /// <summary>Puts the actor system of a node that is dead, or is to start again, out of the cluster of actors.</summary>
    void Down(Peer peer);
}
