using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Backups;

public sealed class ParentSnapshotTests
{
    private static readonly StoredSnapshot[] Snapshots =
    [
        Of(1, "host", "/a"), Of(3, "host", "/a", "/b"), Of(2, "host", "/a"), Of(9, "other", "/a"), Of(20, "host", "/a"), Of(5, "host", "/c"),
    ];

    [Theory]
    [InlineData("/a", 3), InlineData("/a/", 3), InlineData("/b", 3), InlineData("/c", 5), InlineData("/d", null)]
    public void Is_the_newest_of_the_same_host_with_the_path_and_not_newer_than_now(string path, int? seconds) =>
        Assert.Equal(seconds, (int?)ParentSnapshot.Find(Snapshots, "host", [path], new NodeTime(10, 0))?.Document.Time.Seconds);

    [Fact]
    public void Holds_all_of_the_paths_in_any_order() =>
        Assert.Equal(3, ParentSnapshot.Find(Snapshots, "host", ["/b", "/a"], new NodeTime(10, 0))!.Document.Time.Seconds);

    private static StoredSnapshot Of(int seconds, string host, params string[] paths) => new(
        new SnapshotFileId(Sha256Value.Of([(byte)seconds])), new SnapshotDocument(new NodeTime(seconds, 0), new TreeId(Sha256Value.Of([])), [.. paths]) { Hostname = host });
}
