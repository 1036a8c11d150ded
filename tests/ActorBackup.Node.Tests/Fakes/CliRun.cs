using System.Text;
using ActorBackup.Node.Cli;

namespace ActorBackup.Node.Tests.Fakes;

/// <summary>What one run of the command line gave.</summary>
internal sealed record CliRun(ExitCode Code, string Out, string Error, byte[] Bytes)
{
    /// <param name="typed">What somebody at a terminal types; null where nobody is there.</param>
    public static async Task<CliRun> Of(string folder, string? typed, CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bytes = new MemoryStream();
        var world = new World(
            new StringReader(typed ?? ""), output, bytes, error, InputIsTerminal: typed is not null, OutputIsTerminal: false, ErrorIsTerminal: typed is not null,
            folder, name => name == "HOME" ? folder : null, TimeProvider.System);
        var code = await CommandLine.RunAsync(arguments, world, stop);
        return new CliRun((ExitCode)code, output.ToString(), error.ToString(), bytes.ToArray());
    }

    /// <summary>Against a fake node, with nobody at the keyboard.</summary>
    public static Task<CliRun> On(FakeNode node, params string[] arguments) => Of("/", null, CancellationToken.None, [.. arguments, "--node", $"unix:{node.Socket}"]);

    public static Task<CliRun> Typing(FakeNode node, string typed, params string[] arguments) =>
        Of("/", typed, CancellationToken.None, [.. arguments, "--node", $"unix:{node.Socket}"]);

    public string Text => Encoding.UTF8.GetString(Bytes);
}
