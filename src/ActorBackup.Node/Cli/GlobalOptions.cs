using System.CommandLine;

namespace ActorBackup.Node.Cli;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Config { get; } = new("--config") { Description = "The configuration file", HelpName = "FILE", Recursive = true };
    public Option<string?> Node { get; } = new("--node") { Description = "Where the node answers: unix:/path/node.sock or http://HOST:PORT", HelpName = "URL", Recursive = true };
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document", Recursive = true };
    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Print errors only", Recursive = true };
    public Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours, also on a terminal", Recursive = true };

    public void AddTo(Command root)
    {
        foreach (var option in (Option[])[Config, Node, Json, Quiet, NoColor]) root.Options.Add(option);
    }
}
