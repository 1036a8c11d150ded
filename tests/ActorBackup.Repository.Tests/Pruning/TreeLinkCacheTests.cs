using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Tests.Pruning;

public sealed class TreeLinkCacheTests
{
    private static readonly TreeId A = new(Sha256Value.Of("a"u8)), B = new(Sha256Value.Of("b"u8));

    [Fact]
    public void Remembers_what_the_last_walk_met_and_forgets_the_rest()
    {
        var cache = new TreeLinkCache(10);
        cache.Keep(A, new TreeLinks([], []));
        cache.Keep(B, new TreeLinks([], []));
        cache.EndWalk();
        Assert.NotNull(cache.Find(A));
        cache.EndWalk();

        Assert.NotNull(cache.Find(A));
        Assert.Null(cache.Find(B));
    }

    [Fact]
    public void Keeps_no_more_ids_than_it_may()
    {
        var cache = new TreeLinkCache(3);
        cache.Keep(A, new TreeLinks([B], []));
        cache.Keep(B, new TreeLinks([A], []));

        Assert.NotNull(cache.Find(A));
        Assert.Null(cache.Find(B));
    }
}
