using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>Everything outside the actors, in memory; outlives nodes, as a disk does.</summary>
internal sealed class World
{
    public const string Path = "/srv/shop/linking_map.json";

    public World()
    {
        Files = new FakeFiles(Time);
        Files.Write(Path, "[1]");
        Trees = new FakeTreeStore(Vault, Tree, Time);
    }

    public ManualTime Time { get; } = new();
    public FakeFiles Files { get; }
    public FakeWatch Watch { get; private set; } = new();
    public FakeProcesses Processes { get; } = new();
    public FakeStore Copies { get; } = new(Some.Copies);
    public FakeStore Vault { get; } = new(Some.Vault);
    public FakeTree Tree { get; } = new(FakeTree.Root);

    /// <summary>What <see cref="Vault"/> is to folders.</summary>
    public FakeTreeStore Trees { get; }

    public SettingsReading? ReadsAgain { get; set; }

    public NodeParts Parts(NodeMode mode = NodeMode.Run, string startId = "start-1") => new(
        Some.Node, startId, "0.1.0", "test", mode, settings => settings.Name == Some.Copies ? Copies : Trees, Files,
        () => Watch = new FakeWatch { RefusesBecause = Watch.RefusesBecause }, Files, Processes, Time, ReadsAgain is null ? null : () => ReadsAgain)
    {
        WalkTree = (_, _) => Tree,
    };

    public static NodeSettings Settings(params SourceSettings[] sources) => new(
        ConfigFile: null, Some.Node, TimeZoneInfo.Utc, "/data", [], CapturesAtOnce: 4, LogJson: false,
        ImmutableDictionary<StoreName, StoreSettings>.Empty.Add(Some.Copies, Some.CopiesSettings()).Add(Some.Vault, Some.CopiesSettings("/vault", Some.Vault)),
        sources.Length == 0 ? [Some.Settings()] : [.. sources], AkkaHocon: "");
}
