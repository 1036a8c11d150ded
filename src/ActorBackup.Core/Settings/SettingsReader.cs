using System.Collections.Immutable;
using ActorBackup.Core.Settings.Reading;
using ActorBackup.Core.Sources;
using Hocon;

namespace ActorBackup.Core.Settings;

/// <summary>Turns a parsed configuration into settings, or into a list of everything that is wrong with it. Pure: whether a path exists is no question here.</summary>
public static class SettingsReader
{
    private const string Root = "actorbackup";

    /// <param name="root">The whole file; what stands beside <c>actorbackup</c> and <c>akka</c> is the user's own, for substitutions.</param>
    /// <param name="configFile">Absolute; relative paths start at its folder, also those of included files.</param>
    public static SettingsResult Read(HoconObject root, string configFile, SettingsDefaults defaults)
    {
        var problems = new ProblemList();
        if (!root.TryGet(Root, out var node) || node is not HoconObject fields)
        {
            problems.Add(Root, node?.Origin ?? new HoconOrigin(configFile, 1), "there must be a block actorbackup { … }; `actorbackup init` writes one."
                + (node is null ? Nearest.Hint(root.Fields.Count == 1 ? root.Fields[0].Key : "", [Root]) : ""));
            return new SettingsResult(null, problems.InOrder());
        }

        var settings = ReadAll(new Block(fields, Root, problems), configFile, defaults, problems);
        if (root.TryGet("akka", out var akka))
        {
            if (akka is HoconObject) settings = settings with { AkkaHocon = new HoconObject(akka.Origin, [new("akka", akka)]).Render() };
            else problems.Add("akka", akka.Origin, $"must be a block {{ … }}, not {Block.Kind(akka)}.");
        }
        return problems.IsEmpty ? new SettingsResult(settings, []) : new SettingsResult(null, problems.InOrder());
    }

    private static NodeSettings ReadAll(Block root, string configFile, SettingsDefaults defaults, ProblemList problems)
    {
        var paths = new PathRule(configFile, defaults.Home);
        var node = NodeReading.Read(root.Child("node"), paths, defaults);
        var (isCluster, cluster) = ClusterReading.Read(root, paths);

        var storeBlock = root.Child("stores");
        var stores = StoreReading.Read(storeBlock, paths);
        ImmutableList<string> storeNames = storeBlock.Fields.Fields.Count == 0 ? [StoreReading.DefaultName] : [.. storeBlock.Fields.Fields.Select(f => f.Key)];

        var reading = new SourceReading(paths, storeNames, [.. stores.OfType<CopiesSettings>().Select(s => s.Name.Value)], isCluster);
        var general = root.Child("defaults");
        reading.ReadDefaults(general);
        problems.ReportOnce();
        var sources = ImmutableList.CreateBuilder<SourceSettings>();
        var sourceBlock = root.Child("sources");
        foreach (var (name, written) in sourceBlock.Fields.Fields)
        {
            if (!ConfiguredName.IsValid(name)) sourceBlock.Wrong(name, ConfiguredName.Explain(name));
            else if (ConfiguredName.IsTakenByCommands(name)) sourceBlock.Wrong(name, $"is no name for a source: 'restore {name}' means its newest healthy snapshot. Use another, such as {name}-state.");
            else if (written is not HoconObject own) sourceBlock.Wrong(name, $"must be a block such as {{ path = \"file.json\" }}, not {Block.Kind(written)}.");
            else if (reading.Read(SourceId.Parse(name), sourceBlock.Inner(name, own.WithFallback(general.Fields))) is { } source) sources.Add(source);
        }
        if (problems.IsEmpty) new SharedPlaces(sources, sourceBlock).Check(stores, node.DataFolder);
        root.Close(key => key == "akka" ? "stands beside actorbackup { … }, not in it." : null);

        return node with
        {
            ConfigFile = configFile,
            Stores = stores.ToImmutableDictionary(s => s.Name),
            Sources = OwnFolders.LeaveOut(sources.ToImmutable(), stores, node.DataFolder),
            Cluster = cluster,
        };
    }
}
