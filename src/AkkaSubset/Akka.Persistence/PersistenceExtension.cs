using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>Starts journals and snapshot stores, one of each plugin id, at their first use.</summary>
public class PersistenceExtension : IExtension
{
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";
    private readonly ExtendedActorSystem _system;
    private readonly PluginTable _journals;
    private readonly PluginTable _snapshotStores;
    private int _instances;

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _journals = new PluginTable(system, "akka.persistence.journal-plugin-fallback");
        _snapshotStores = new PluginTable(system, "akka.persistence.snapshot-store-plugin-fallback");
        RecoveryPermitter = system.SystemActorOf(
            Props.Create<RecoveryPermitter>(Setting("max-concurrent-recoveries", (c, path) => c.GetInt(path))), "recoveryPermitter");
    }

    internal IActorRef RecoveryPermitter { get; }

    /// <summary>UTC; for the time stamps of snapshots and events, which nothing decides by.</summary>
    internal DateTime UtcNow => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <param name="journalPluginId">A HOCON path with the plugin's <c>class</c>; null or empty for <c>akka.persistence.journal.plugin</c>.</param>
    /// <exception cref="ConfigurationException">There is no such plugin.</exception>
    public IActorRef JournalFor(string journalPluginId) => _journals.RefOf(JournalId(journalPluginId));

    /// <param name="snapshotPluginId">As for a journal; where none is configured at all, snapshots cannot be saved and none is found.</param>
    /// <exception cref="ConfigurationException">There is no such plugin.</exception>
    public IActorRef SnapshotStoreFor(string snapshotPluginId)
    {
        var id = Named(snapshotPluginId, "snapshot-store.plugin");
        return _snapshotStores.RefOf(id.Length > 0 ? id : NoSnapshotStore);
    }

    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    internal int NextInstanceId() => Interlocked.Increment(ref _instances);

    internal TimeSpan RecoveryTimeout(string journalPluginId) =>
        _journals.ConfigOf(JournalId(journalPluginId)).GetTimeSpan("recovery-event-timeout", TimeSpan.FromSeconds(30));

    /// <summary>The settings of the plugin that runs as <paramref name="plugin"/>; the fallback alone if it was not started here.</summary>
    internal Config JournalConfigOf(IActorRef plugin) => _journals.ConfigOf(plugin.Path.Name);

    /// <inheritdoc cref="JournalConfigOf"/>
    internal Config SnapshotStoreConfigOf(IActorRef plugin) => _snapshotStores.ConfigOf(plugin.Path.Name);

    private string JournalId(string id) => Named(id, "journal.plugin") is { Length: > 0 } named ? named : throw new ConfigurationException(
        "No journal is configured. Set akka.persistence.journal.plugin to the path of a journal's settings, such as akka.persistence.journal.inmem.");

    private string Named(string id, string setting) =>
        string.IsNullOrEmpty(id) ? Setting(setting, (c, path) => c.GetString(path)) ?? string.Empty : id;

    private T Setting<T>(string name, Func<Config, string, T> read) => read(_system.Settings.Config, $"akka.persistence.{name}");
}
