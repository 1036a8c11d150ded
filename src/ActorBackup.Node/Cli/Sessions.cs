using System.CommandLine;
using ActorBackup.Node.Cli.Output;

namespace ActorBackup.Node.Cli;

/// <summary>Makes the session of a run from the options that every verb takes.</summary>
internal sealed class Sessions(World world, GlobalOptions options)
{
    public Session For(ParseResult arguments)
    {
        var json = arguments.GetValue(options.Json);
        var colour = world.OutputIsTerminal && !arguments.GetValue(options.NoColor) && string.IsNullOrEmpty(world.Environment("NO_COLOR"));
        var terminal = new Terminal(
            world.In, world.Out, world.Error, CanAsk: world is { InputIsTerminal: true, ErrorIsTerminal: true } && !json, colour,
            Live: world.ErrorIsTerminal, json, arguments.GetValue(options.Quiet));
        return new Session(world, terminal, arguments.GetValue(options.Config), arguments.GetValue(options.Node));
    }
}
