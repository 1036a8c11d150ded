using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Logging;
using Serilog;

namespace ActorBackup.Node.Http;

/// <summary>What stands behind a node's HTTP faces.</summary>
/// <param name="ConfigFile">Part of the restore commands that are told; null if there is none.</param>
/// <param name="Cluster">The other nodes; null for a node that stands alone.</param>
internal sealed record FaceParts(
    INodeGateway Node, ISnapshotContent Content, ISnapshotTrees Trees, string? ConfigFile, LogTail Tail, TimeProvider Time, ILogger Log, PeerNodes? Cluster = null);
