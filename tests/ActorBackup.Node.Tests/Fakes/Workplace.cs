namespace ActorBackup.Node.Tests.Fakes;

/// <summary>A folder with a configuration, in which real nodes and commands work on real files.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _limit = new(Patience);

    /// <param name="sources">The lines of the block <c>sources</c>.</param>
    public Workplace(string sources = "map { path = \"map.json\" }", string extra = "")
    {
        File.WriteAllText(PathOf("actorbackup.hocon"), $$"""
            actorbackup {
              node { name = tester, data = "data" }
              stores { copies { kind = copies, folder = "backups", min-free = 0% } }
              sources { {{sources}} }
            }
            {{extra}}
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("ab-").FullName;

    public CancellationToken Limit => _limit.Token;

    public string PathOf(string name) => Path.Join(Folder, name);

    public Task<CliRun> Run(params string[] arguments) => CliRun.Of(Folder, null, _limit.Token, arguments);

    /// <summary>Whole and by rename, as a careful program saves.</summary>
    public void Save(string name, string content)
    {
        File.WriteAllText(PathOf(name + ".tmp"), content);
        File.Move(PathOf(name + ".tmp"), PathOf(name), overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        _limit.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
