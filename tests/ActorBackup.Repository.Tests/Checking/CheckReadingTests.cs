using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Tests.Checking;

public sealed class CheckReadingTests
{
    private static readonly PackId[] Packs = [.. Enumerable.Range(0, 1_000).Select(i => new PackId(Sha256Value.Of(BitConverter.GetBytes(i))))];

    [Theory]
    [InlineData(100, 1)]
    [InlineData(50, 2)]
    [InlineData(10, 10)]
    [InlineData(7.5, 14)]
    [InlineData(33.4, 3)]
    public void Reads_every_pack_in_so_many_runs(double percent, int runs)
    {
        var read = Enumerable.Range(20_000, runs).SelectMany(run => Packs.Where(CheckReading.Percent(percent, run).Includes)).ToHashSet();

        Assert.Equal(Packs.Length, read.Count);
    }

    [Fact]
    public void Reads_about_the_share_that_was_asked_for() => Assert.InRange(Packs.Count(CheckReading.Percent(10, 3).Includes), 70, 130);

    [Fact]
    public void Says_the_same_for_the_same_run() => Assert.Equal(Packs.Where(CheckReading.Percent(5, 7).Includes), Packs.Where(CheckReading.Percent(5, 7).Includes));

    [Fact]
    public void Reads_all_or_none()
    {
        Assert.All(Packs, pack => Assert.True(CheckReading.All.Includes(pack)));
        Assert.All(Packs, pack => Assert.False(CheckReading.None.Includes(pack)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public void Refuses_shares_that_are_none(double percent) => Assert.Throws<ArgumentOutOfRangeException>(() => CheckReading.Percent(percent, 1));
}
