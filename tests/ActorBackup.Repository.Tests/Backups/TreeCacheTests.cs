using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Backups;

public sealed class TreeCacheTests
{
    [Fact]
    public void Keeps_the_trees_used_last_within_its_bound()
    {
        var cache = new TreeCache(2000);
        foreach (var i in Enumerable.Range(0, 3)) cache.Keep(Id(i), TreeOf(1));
        Assert.NotNull(cache.Find(Id(0)));

        cache.Keep(Id(3), TreeOf(1));
        Assert.Null(cache.Find(Id(1)));

        Assert.NotNull(cache.Find(Id(0)));
        Assert.InRange(cache.Bytes, 1, cache.MaxBytes);
    }

    [Fact]
    public void Does_not_keep_a_tree_larger_than_its_bound()
    {
        var cache = new TreeCache(2000);

        cache.Keep(Id(0), TreeOf(100));

        Assert.Null(cache.Find(Id(0)));
        Assert.Equal(0, cache.Bytes);
    }

    private static TreeId Id(int i) => new(Sha256Value.Of([(byte)i]));

    private static Tree TreeOf(int nodes) => new([.. Enumerable.Range(0, nodes).Select(i => new Node(new RawName($"{i:d5}"), NodeType.File) { Content = [] })]);
}
