using System.CommandLine;
using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Node.Hosting;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Runs a node in the foreground until it is told to stop.</summary>
internal sealed class NodeCommand : Verb
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files, globs or folders to protect; without a configuration one is written first", Arity = ArgumentArity.ZeroOrMore };

    public NodeCommand(Sessions sessions) : base("node", "Run a node in the foreground; SIGTERM and Ctrl-C stop it cleanly", sessions) => Add(_paths);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var paths = PathArguments.Read(arguments.GetValue(_paths) ?? [], session.World.Folder);
        var settings = paths.Count == 0 ? session.Settings : SettingsFor(session, paths);
        var live = session.Terminal;
        NodeHost? running = null;
        using var signals = new StopSignals(
            reload: () => _ = running?.ReloadAsync(), everything: () => running?.SnapshotEverything(), abort: () => Environment.Exit((int)ExitCode.Interrupted));

        await using (var host = await NodeHost.StartAsync(settings, new HostOptions(NodeMode.Run, session.World, new LiveLog(live)), stop))
        {
            running = host;
            Banner.Print(live, settings, host);
            var lockedOut = host.LockedOutAsync(stop);
            var told = Task.WhenAny(signals.Stop, host.StopAsked, Task.Delay(Timeout.InfiniteTimeSpan, session.World.Time, stop));
            if (await Task.WhenAny(told, lockedOut) == lockedOut && await lockedOut is { } reason) throw new DataFolderException(reason, isLocked: true);
            await told;
            live.Say("stopping: what is settling is captured first; Ctrl-C again does not wait");
            await host.DrainAsync();
        }

        live.Say("stopped");
        return ExitCode.Ok;
    }

    /// <summary>Of the configuration there is, if it protects them all; else of one that is written now.</summary>
    private static NodeSettings SettingsFor(Session session, IReadOnlyList<ConfigPath> paths)
    {
        if (session.ConfigFile is not { } file || !File.Exists(file))
        {
            file = session.ConfigFile ?? session.World.Absolute(ConfigSearch.FileName);
            if (PathArguments.WriteConfiguration(file, paths, vault: false) is var (secret, _)) session.Terminal.Say($"wrote {secret}: keep a copy of it elsewhere, without it nothing in the vault can be read");
            session.Terminal.Say($"wrote {file}");
            return ConfigurationFile.Read(file);
        }

        var settings = session.Settings;
        var missing = ConfigWriter.Missing(settings, paths);
        if (missing.Count == 0) return settings;
        throw new CliException(
            ExitCode.Usage,
            $"{file} does not protect {string.Join(", ", missing.Select(p => p.Path))}. Add to its block actorbackup.sources:\n"
            + ConfigWriter.LinesToAdd(settings, paths, Path.GetDirectoryName(file)!).TrimEnd());
    }
}
