using System.CommandLine;
using System.Runtime.InteropServices;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using ActorBackup.Node.Hosting;
using ActorBackup.Repository;
using ActorBackup.Stores.Repositories;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>A verb that works on the repository of one configured store.</summary>
internal abstract class StoreVerb : Verb
{
    /// <summary>A node's captures hold their locks for moments: those are waited for, a check or prune of somebody else is not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(200);

    private readonly Argument<string> _name = new("NAME") { Description = "The store, as it is configured" };

    protected StoreVerb(string name, string summary, Sessions sessions) : base(name, summary, sessions) => Add(_name);

    protected sealed override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        // `restic unlock` asks by this signal whether the process that wrote a lock still lives.
        using var asked = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        return await RunAsync(session, SettingsOf(session, arguments.GetValue(_name)!), arguments, stop);
    }

    protected abstract Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop);

    protected static VaultDoor DoorOf(Session session, RepositorySettings store) =>
        new(store, PartsOfNode.OptionsOfRepositories(session.World.Time, warning => session.Terminal.Warn($"{store.Name}: {warning}")));

    /// <exception cref="CliException">No such store, or one that is no repository.</exception>
    protected static RepositorySettings SettingsOf(Session session, string name)
    {
        var stores = session.Settings.Stores;
        if (!stores.TryGetValue(new StoreName(name), out var store))
            throw new CliException(ExitCode.NotFound, $"no store '{name}'; configured are {string.Join(", ", stores.Keys.Select(k => k.Value).Order(StringComparer.Ordinal))}");
        return store as RepositorySettings
            ?? throw new CliException(ExitCode.Usage, $"the store '{name}' is of kind copies: plain files need none of this; these commands are for stores of kind = repository");
    }

    protected static async Task<T> PatientlyAsync<T>(Session session, Func<Task<T>> work, CancellationToken stop)
    {
        var begun = session.World.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await work();
            }
            catch (RepositoryException failure) when (failure.Failure == RepositoryFailure.Locked && session.World.Time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, session.World.Time, stop);
            }
        }
    }
}
