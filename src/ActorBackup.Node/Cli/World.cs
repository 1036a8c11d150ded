namespace ActorBackup.Node.Cli;

/// <summary>What a command sees of the machine; tests give their own.</summary>
/// <param name="Folder">The current folder, absolute.</param>
/// <param name="InputIsTerminal">Somebody is there to be asked.</param>
internal sealed record World(
    TextReader In, TextWriter Out, Stream OutBytes, TextWriter Error, bool InputIsTerminal, bool OutputIsTerminal, bool ErrorIsTerminal,
    string Folder, Func<string, string?> Environment, TimeProvider Time)
{
    public static World OfProcess() => new(
        Console.In, Console.Out, Console.OpenStandardOutput(), Console.Error, !Console.IsInputRedirected, !Console.IsOutputRedirected,
        !Console.IsErrorRedirected, Directory.GetCurrentDirectory(), System.Environment.GetEnvironmentVariable, TimeProvider.System);

    public string Absolute(string path) => Path.GetFullPath(path, Folder);
}
