namespace ActorBackup.Wire.Messages;

/// <summary>What became of a request, as often as one likes. Answered by <see cref="Outcome"/> or <see cref="Refused"/>.</summary>
/// <param name="Source">Whose request it was. If null all sources of all nodes are asked: name it where you know it.</param>
public sealed record GetOutcome(string Id, string? Source = null) : IRequest;

/// <summary>How a source is, or, if null, all sources of all nodes. Answered by <see cref="Status"/> or <see cref="Refused"/>.</summary>
public sealed record GetStatus(string? Source = null) : IRequest;

/// <summary>Between nodes: a request that another node took in for this one. It is not passed on again.</summary>
public sealed record Forwarded(IRequest Request) : IWireMessage;
