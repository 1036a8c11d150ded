using System.CommandLine;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>What concerns the configuration itself; needs no node.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand(Sessions sessions) : base("config", "Check or show the configuration")
    {
        Add(new ConfigCheckCommand(sessions));
        Add(new ConfigShowCommand(sessions));
    }
}
