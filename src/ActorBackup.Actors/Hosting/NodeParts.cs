using ActorBackup.Core.Capturing;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Watching;
using Akka.Actor;

namespace ActorBackup.Actors.Hosting;

/// <summary>What the host gives the actors: everything that touches the world, and who this node is.</summary>
/// <param name="StartId">Names this start of the node; part of the startup trigger's id, so that it happens once.</param>
/// <param name="Runtime">Which actor runtime the process stands on: <c>subset</c> or <c>packages</c>, with its version.</param>
/// <param name="OpenStore">Makes a store; the node disposes it.</param>
/// <param name="OpenWatch">Makes the node's one watch; the watcher disposes it, and makes another after a restart.</param>
/// <param name="ReadSettings">Reads the configuration again; null if the node runs without a file.</param>
public sealed record NodeParts(
    NodeId Node, string StartId, string Version, string Runtime, NodeMode Mode, Func<StoreSettings, IBackupStore> OpenStore,
    ISourceCapture Capture, Func<IFileWatch> OpenWatch, IFileRestore Restore, IProcessProbe Processes, TimeProvider Time,
    Func<SettingsReading>? ReadSettings)
{
    /// <summary>Looks at the folder of a source for the watcher; what rules leave out is passed over.</summary>
    public Func<string, TreeRules, ITreeWalk> WalkTree { get; init; } = static (root, _) => throw new NotSupportedException($"nothing looks at folders such as {root} here");

    /// <summary>Hears of the part that takes requests of other processes, whenever it was made; null where none come.</summary>
    public Action<IActorRef>? Announce { get; init; }

    /// <summary>A clock for what others must be able to rely on: its time stamps go on while the machine sleeps. Its wall clock is never asked.</summary>
    public TimeProvider BootTime { get; init; } = Time;

    /// <summary>Of the part that decides which shared sources this node runs (<c>OwnershipProtocol</c>); null without a cluster, then it runs none.</summary>
    public Props? Ownership { get; init; }
}

/// <summary>The configuration as it is now, or why it cannot be used (one line per problem).</summary>
public sealed record SettingsReading(NodeSettings? Settings, string? Failure);
