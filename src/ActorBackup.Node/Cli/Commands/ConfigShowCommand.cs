using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Prints the settings in force, defaults and all.</summary>
internal sealed class ConfigShowCommand(Sessions sessions) : Verb("show", "Print the settings in force with every default; never secrets", sessions)
{
    protected override Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var settings = SettingsRenderer.Shown(session.Settings);
        // What was asked for is printed even with --quiet.
        session.Terminal.Out.Write(session.Terminal.Json ? HoconAsJson.Text(settings) + "\n" : $"# {session.Settings.ConfigFile}, with every default filled in\n{settings.Render()}");
        return Task.FromResult(ExitCode.Ok);
    }
}
