using ActorBackup.Wire.Json;

namespace ActorBackup.Client;

/// <summary>The node answered no. The message is the node's own sentence: what, which, why, what to do next.</summary>
public sealed class NodeProblemException(ProblemJson problem) : Exception(problem.Detail)
{
    public ProblemJson Problem { get; } = problem;
}

/// <summary>No node answers at this address, or it stopped in the middle of an answer.</summary>
public sealed class NodeAwayException(NodeAddress address, Exception cause) : Exception($"no node answers at {Place(address)}", cause)
{
    public NodeAddress Address { get; } = address;

    private static string Place(NodeAddress address) => address.Socket ?? address.ToString();
}
