using ActorBackup.Wire.Json;

namespace ActorBackup.Client;

/// <summary>The node answered no. The message is the node's own sentence: what, which, why, what to do next.</summary>
public sealed class NodeProblemException(ProblemJson problem) : Exception(problem.Detail)
{
    public ProblemJson Problem { get; } = problem;
}

/// <summary>No node answers, or it stopped in the middle of an answer.</summary>
public sealed class NodeAwayException : Exception
{
    public NodeAwayException(NodeAddress address, Exception cause) : base($"no node answers at {address.Socket ?? address.ToString()}", cause) => Address = address;

    /// <param name="message">Says which nodes were asked for what.</param>
    public NodeAwayException(string message, Exception? cause = null) : base(message, cause) { }

    /// <summary>Null where more than one node was asked.</summary>
    public NodeAddress? Address { get; }
}
