using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Node.Hosting;

namespace ActorBackup.Node.Cli;

/// <summary>One run of the command line: where words go, which configuration, which node.</summary>
internal sealed class Session(World world, Terminal terminal, string? configOption, string? nodeOption)
{
    private NodeSettings? _settings;

    public World World => world;
    public Terminal Terminal => terminal;

    /// <summary>The configuration that is in force here.</summary>
    /// <exception cref="ConfigurationException">There is none, or it is wrong.</exception>
    public NodeSettings Settings => _settings ??= ConfigurationFile.Read(ExpectedFile);

    /// <summary>The file that <see cref="Settings"/> would be read from, absolute; null if there is none.</summary>
    public string? ConfigFile => ConfigurationFile.Find(configOption, world.Folder, world.Environment);

    /// <summary>As <see cref="ConfigFile"/>, where one is needed.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public string ExpectedFile => ConfigFile ?? throw ConfigurationException.Missing(configOption);

    /// <summary>A way to a node that can do what is needed: the running one, or one inside this process.</summary>
    public Task<NodeDoor> OpenAsync(NodeNeed need, CancellationToken stop) =>
        nodeOption is null ? NodeDoor.OpenAsync(Settings, need, world, terminal, stop) : Task.FromResult(NodeDoor.At(nodeOption));
}
