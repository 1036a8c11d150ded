using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Tests.Backups;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Interop;

public sealed class WeReadResticTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public WeReadResticTests() => SampleFolder.Make(Source);

    private string Source => _scratch["source"];

    private Restic Restic => new(_scratch["repository"]);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Checks_restores_and_continues_what_restic_wrote(string version)
    {
        // What 0.14 cannot keep: targets of links that are not UTF-8.
        Shell.Run(Source, "rm odd/rawlink; touch -d '2024-02-29 12:00:00.5' odd");
        await Restic.RunAsync("init", "--repository-version", version);
        await Restic.RunAsync("backup", "--host", Ours.Options.Hostname, Source);
        await using var repository = await Ours.OpenAsync(_scratch["repository"]);
        var findings = new List<Finding>();

        var check = await CheckRun.RunAsync(repository, new CheckOptions { Reading = CheckReading.All }, findings.Add, CancellationToken.None);
        Assert.Empty(findings);
        Assert.Equal(check.Packs, check.PacksRead);

        var snapshot = Assert.Single(await repository.SnapshotsAsync(true, CancellationToken.None));
        await Ours.RestoreAsync(repository, snapshot, _scratch["target"]);
        SampleFolder.DemandEqual(Source, _scratch["target"] + Source);

        var (_, result) = await Ours.BackUpAsync(repository, Source, snapshot);
        Assert.True(result.Unchanged);
        Assert.InRange((long)result.Summary.DataAdded, 0, (long)result.Summary.TotalBytesProcessed / 100);
        await Restic.DemandSoundAsync();
    }
}
