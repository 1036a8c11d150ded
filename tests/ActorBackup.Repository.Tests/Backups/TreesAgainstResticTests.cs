using System.Text;
using System.Text.Json;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>The same folder, backed up by real restic and by us, is the same tree to the byte.</summary>
/// <remarks>In zones that knew no whole minutes then, times before 1935 or so are not: .NET rounds such offsets.</remarks>
public sealed class TreesAgainstResticTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("UTC"), InlineData("Europe/Berlin"), InlineData("Australia/Adelaide")]
    public async Task Makes_the_trees_that_restic_makes(string zone)
    {
        SampleTree.Build(_scratch["tree"]);
        var blobs = new MemoryBlobs();

        // A relative path: the folders above it, whose times others change, are no part of the tree.
        Restic("init", zone);
        Restic("backup tree", zone);
        var theirs = Restic("snapshots --json", zone).RootElement[0].GetProperty("tree").GetString()!;
        var polynomial = Convert.ToUInt64(Restic("cat config", zone).RootElement.GetProperty("chunker_polynomial").GetString(), 16);
        var ours = await blobs.BackUpAsync(new BackupRequest([_scratch["tree"]]), options: new RepositoryOptions { Clock = new LaterClock(zone) }, polynomial: polynomial);

        Assert.Empty(ours.Unreadable);
        var root = new Tree([ours.Targets[0].Node]);
        if (theirs != Sha256Value.Of(TreeFormat.Write(root)).ToString()) AssertSame(blobs, root, theirs, zone);
    }

    /// <summary>Fails with the first node that differs.</summary>
    private void AssertSame(MemoryBlobs blobs, Tree ours, string theirs, string zone)
    {
        var nodes = Restic($"cat blob {theirs}", zone).RootElement.GetProperty("nodes").EnumerateArray().ToList();
        foreach (var (mine, other) in ours.Nodes.Zip(nodes))
        {
            var subtree = other.TryGetProperty("subtree", out var id) ? id.GetString()! : null;
            if (subtree is not null && mine.Subtree is { } own && own.ToString() != subtree) AssertSame(blobs, TreeFormat.Read(blobs.All[Repository.Blobs.BlobHandle.Tree(own)]), subtree, zone);
            Assert.Equal(other.GetRawText(), Encoding.UTF8.GetString(TreeFormat.Write(new Tree([mine])))[10..^3]);
        }
        Assert.Equal(nodes.Count, ours.Nodes.Length);
    }

    private JsonDocument Restic(string arguments, string zone)
    {
        var output = Shell.Run(_scratch.Path, $"restic -q --no-cache -r repo {arguments}", ("RESTIC_PASSWORD", "test"), ("TZ", zone));
        return JsonDocument.Parse(output == "" ? "null" : output);
    }
}
