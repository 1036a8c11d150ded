using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Tests.Backups;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>What is backed up and restored is what was there: every name, byte, owner, mode, time, attribute and link.</summary>
public sealed class RoundTripTests : RestoreFixture
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Any_tree_comes_back_also_over_what_became_of_it(int seed)
    {
        var tree = new RandomTree(Scratch["source"], seed);
        tree.Build(120);
        var request = await BackUpAsync();
        var meant = TargetManifest.Of(Scratch["source"]);

        var restored = await RestoreRun.RunAsync(Repository, request, null, default);
        Assert.Empty(restored.Failures);
        Assert.Equal(meant, TargetManifest.Of(Target));

        new RandomTree(Target, seed + 1000).Change(80);
        Assert.NotEqual(meant, TargetManifest.Of(Target));
        var again = await RestoreRun.RunAsync(Repository, request with { Delete = true }, null, default);
        Assert.Empty(again.Failures);
        Assert.Equal(meant.Skip(1), TargetManifest.Of(Target).Skip(1));   // the target itself was there, and is left as it was

        tree.Change(80);
        var inPlace = await RestoreRun.RunAsync(Repository, request with { Target = Scratch["source"], Delete = true, InPlace = true }, null, default);
        Assert.Empty(inPlace.Failures);
        Assert.Equal(meant, TargetManifest.Of(Scratch["source"]));
    }

    [Fact]
    public async Task A_tree_of_all_that_is_odd_comes_back()
    {
        SampleTree.Build(Scratch["source"]);
        var request = await BackUpAsync();

        var result = await RestoreRun.RunAsync(Repository, request, null, default);

        Assert.Empty(result.Failures);
        Assert.Equal(TargetManifest.Of(Scratch["source"]), TargetManifest.Of(Target));
    }

    [Fact]
    public async Task A_tree_of_all_that_is_odd_comes_back_by_tar()
    {
        SampleTree.Build(Scratch["source"]);
        var request = await BackUpAsync();
        var archive = Scratch["archive.tar"];
        await using (var file = File.Create(archive)) await TarDump.WriteAsync(Repository, new SnapshotTree(Repository, request.Tree), request.Subpath, file, default);
        Directory.CreateDirectory(Target);

        using (var tar = System.Diagnostics.Process.Start("tar", ["-xpf", archive, "-C", Target, "--xattrs", "--xattrs-include=*", "--numeric-owner"]))
        {
            await tar.WaitForExitAsync();
            Assert.Equal(0, tar.ExitCode);
        }

        Assert.Equal(TargetManifest.Of(Scratch["source"]).Skip(1), TargetManifest.Of(Target).Skip(1));
    }

    private async Task<RestoreRequest> BackUpAsync()
    {
        await using var writer = Repository.BeginWriting();
        var result = await BackupRun.RunAsync(Repository, writer, new BackupRequest([Scratch["source"]]), null, default);
        await writer.FlushAsync(default);
        Assert.Empty(result.Unreadable);
        return new RestoreRequest(result.Root, Target) { Subpath = SnapshotPath.Parse(Scratch["source"]), Sync = false };
    }
}
