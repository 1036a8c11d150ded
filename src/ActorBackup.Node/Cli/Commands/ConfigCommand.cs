using System.CommandLine;
using ActorBackup.Core.Settings;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Says whether the configuration is right, and what it comes to.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand(Sessions sessions) : base("config", "Check or show the configuration")
    {
        Add(new Check(sessions));
        Add(new Show(sessions));
    }

    private sealed class Check(Sessions sessions) : Verb("check", "Check the configuration: exit 0 if it is right, 2 with file, line and key if not", sessions)
    {
        protected override Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
        {
            var settings = session.Settings;
            foreach (var warning in SettingsWarnings.Of(settings)) session.Terminal.Warn(warning.ToString());
            session.Terminal.Say($"{settings.ConfigFile} is right: {settings.Sources.Count} sources, {settings.Stores.Count} stores");
            return Task.FromResult(ExitCode.Ok);
        }
    }

    private sealed class Show(Sessions sessions) : Verb("show", "Print the configuration with every default filled in", sessions)
    {
        protected override Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
        {
            session.Terminal.Out.Write(SettingsRenderer.Render(session.Settings));
            return Task.FromResult(ExitCode.Ok);
        }
    }
}
