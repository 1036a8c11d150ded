using ActorBackup.Repository;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Keys;
using ActorBackup.Repository.Pruning;

namespace RepositoryDriver;

/// <summary>A repository with a cheap password and small packs, and what is done to it.</summary>
internal sealed class Drive(string folder)
{
    private const string Password = "test";

    private const int PackBytes = 128 << 10, Kept = 4;

    private readonly string _source = Path.Join(folder, "source");
    private OpenRepository? _open;

    private IBackend Backend => new LocalBackend(Path.Join(folder, "repo"));

    private static RepositoryOptions Options => new() { PackBytes = PackBytes, Clock = new HastyTime(), Warn = text => Console.WriteLine($"warning: {text}") };

    public async Task RunAsync(string verb)
    {
        switch (verb)
        {
            case "init":
                await using (await OpenRepository.InitAsync(Backend, Password, Options, new RepositorySetup { Derivation = new KeyDerivation(2, 1, 1) }, CancellationToken.None)) break;
            case "change":
                Change();
                break;
            case "wait":
                for (var go = Path.Join(folder, "go"); !File.Exists(go);) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
                File.Delete(Path.Join(folder, "go"));
                break;
            default:
                await WorkAsync(verb, await OpenAsync());
                break;
        }
    }

    private static async Task WorkAsync(string verb, OpenRepository repository)
    {
        switch (verb)
        {
            case "merge":
                await IndexMerge.RunAsync(repository, CancellationToken.None);
                break;
            case "forget":
                var (_, result) = await ForgetRun.RunAsync(repository, new ForgetRequest(new ForgetPolicy { Last = Kept }), CancellationToken.None);
                foreach (var (id, why) in result.Failed) Console.WriteLine($"not forgotten {id}: {why}");
                break;
            case "prune":
                var options = new PruneOptions { MaxUnused = UnusedTolerance.OfPercent(0), Small = new SmallPackRule(PackBytes, TimeSpan.Zero, AtLeast: 2) };
                await PruneRun.RunAsync(repository, options, new PruneMemory(), CancellationToken.None);
                break;
            default:
                throw new ArgumentException($"There is no verb '{verb}'.");
            case "backup":
                var source = Path.Join(Path.GetDirectoryName(repository.Backend.Location), "source");
                var outcome = await new BackupOperation(new BackupRequest([source])).RunAsync(repository, CancellationToken.None);
                Console.WriteLine($"saved {outcome.Snapshot!.Id}");
                break;
        }
    }

    /// <summary>Once; what a run before left locked goes first.</summary>
    private async Task<OpenRepository> OpenAsync()
    {
        if (_open is not null) return _open;
        _open = await OpenRepository.OpenAsync(Backend, Password, Options, CancellationToken.None);
        await _open.UnlockAsync(all: false, CancellationToken.None);
        return _open;
    }

    /// <summary>A few files anew, so that blobs of older snapshots go out of use; one stays for ever, some are small.</summary>
    private void Change()
    {
        Directory.CreateDirectory(Path.Join(_source, "folder"));
        var count = Path.Join(_source, "count");
        var seed = File.Exists(count) ? int.Parse(File.ReadAllText(count), null) + 1 : 1;
        var random = new Random(seed);
        Write(random, $"folder/{seed % 4}", 100_000);
        Write(random, "each time", 60_000);
        Write(random, "small", 100);
        if (seed == 1) Write(random, "for ever", 90_000);
        File.WriteAllText(count, $"{seed}");
    }

    private void Write(Random random, string name, int bytes)
    {
        var content = new byte[bytes];
        random.NextBytes(content);
        File.WriteAllBytes(Path.Join(_source, name), content);
    }
}
