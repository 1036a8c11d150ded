using System.Collections.Immutable;

namespace Akka.Cluster.Tools.Client;

/// <summary>What a cluster client may be told to carry.</summary>
public interface IClusterClientProtocolMessage;

/// <summary>What clients and receptionists say to each other.</summary>
public interface IClusterClientMessage;

/// <summary>Asks a receptionist whom the client may talk to; answered by <see cref="Contacts"/>.</summary>
internal sealed record GetContacts : IClusterClientMessage;

/// <param name="Paths">Of receptionists, with their addresses; the one that answers is among them.</param>
internal sealed record Contacts(ImmutableList<string> Paths) : IClusterClientMessage;

/// <summary>Answered by <see cref="HeartbeatRsp"/>.</summary>
internal sealed record Heartbeat : IClusterClientMessage;

internal sealed record HeartbeatRsp : IClusterClientMessage;

/// <summary>The client is to look for another receptionist at once.</summary>
internal sealed record ReceptionistShutdown : IClusterClientMessage;

/// <summary>Something for the actor that is registered under a path.</summary>
/// <param name="Everywhere">On all nodes.</param>
internal sealed record Delivery(string Path, object Message, bool Everywhere) : IClusterClientMessage;

/// <summary>From one receptionist to another, for what is registered there; its sender is the way back.</summary>
internal sealed record Relayed(string Path, object Message) : IClusterClientMessage;
