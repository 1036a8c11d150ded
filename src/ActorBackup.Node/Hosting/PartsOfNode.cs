using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Capturing;
using ActorBackup.Stores.Copies;
using ActorBackup.Linux;
using ActorBackup.Repository;
using ActorBackup.Stores.Processes;
using ActorBackup.Stores.Repositories;
using ActorBackup.Stores.Restoring;
using ActorBackup.Stores.Watching;
using Serilog;

namespace ActorBackup.Node.Hosting;

/// <summary>Puts together what the actors get from outside.</summary>
internal static class PartsOfNode
{
    public static NodeParts Of(NodeId node, NodeSettings settings, HostOptions options, ILogger log, Func<SettingsReading>? readSettings) => new(
        node, StartId: Guid.CreateVersion7(options.World.Time.GetUtcNow()).ToString("N"), RuntimeName.Version, RuntimeName.OfActors, options.Mode,
        OpenStore(settings, options, log), new FileCapture(options.World.Time), () => new InotifyWatch(), new FileRestore(), new ProcessProbe(),
        options.World.Time, readSettings)
    {
        BootTime = new BootTime(),
        WalkTree = static (root, rules) => new TreeWalk(root, rules),
    };

    /// <summary>What is written into snapshots as the program that made them.</summary>
    public static string ProgramVersion => $"ActorBackup {RuntimeName.Version}";

    public static RepositoryOptions OptionsOfRepositories(TimeProvider time, Action<string> warn) => new() { Clock = time, BootClock = new BootTime(), Warn = warn };

    public static Func<StoreSettings, IBackupStore> OpenStore(NodeSettings settings, HostOptions options, ILogger log) => store =>
    {
        Action<string> warn = warning => log.Warning("{Store:l}: {Warning:l}", store.Name.Value, warning);
        return store switch
        {
            CopiesSettings copies => new CopyStore(copies, options.World.Time, settings.TimeZone, warn),
            RepositorySettings repository => new RepositoryStore(
                repository, OptionsOfRepositories(options.World.Time, warn), ProgramVersion, opened => log.Information("store {Store:l}: {Opened:l}", store.Name.Value, opened)),
            _ => throw new NotSupportedException($"A store of {store.GetType().Name} is not known."),
        };
    };
}
