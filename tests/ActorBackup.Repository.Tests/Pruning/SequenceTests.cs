using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Tests.Pruning;

/// <summary>Any sequence of backup, forget, prune and merge keeps what it must.</summary>
public sealed class SequenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Keeps_what_it_must(int seed)
    {
        var model = await Model.MakeAsync(seed, snapshots: 3);
        var repository = await model.OpenAsync();
        var memory = new PruneMemory(mostIds: seed % 2 == 0 ? 20 : 100_000);
        for (var step = 0; step < 60; step++)
        {
            switch (model.Next(10))
            {
                case < 5: await model.BackUpAsync(repository); break;
                case < 7 when model.Snapshots.Count > 1: await model.ForgetAsync(repository, model.Snapshots.Keys.ElementAt(model.Next(model.Snapshots.Count))); break;
                case 7: await IndexMerge.RunAsync(repository, CancellationToken.None); break;
                case 8: repository = await model.OpenAsync(); break;
                default:
                    await PruneRun.RunAsync(repository, Options(model), memory, CancellationToken.None);
                    await model.DemandSoundAsync(hintsToo: true);
                    break;
            }
        }
        await model.DemandSoundAsync();
    }

    [Fact]
    public async Task Leaves_nothing_unused_where_nothing_is_tolerated()
    {
        var model = await Model.MakeAsync(20, snapshots: 10);
        await using var repository = await model.OpenAsync();
        foreach (var id in model.Snapshots.Keys.Take(9).ToArray()) await model.ForgetAsync(repository, id);

        await PruneRun.RunAsync(repository, new PruneOptions { MaxUnused = UnusedTolerance.None }, new PruneMemory(), CancellationToken.None);

        var left = (await PruneRun.PlanAsync(repository, new PruneOptions { MaxUnused = UnusedTolerance.None }, new PruneMemory(), CancellationToken.None)).Plan;
        Assert.True(left.IsEmpty);
        Assert.Equal(0, left.UnusedBytesLeft);
        await model.DemandSoundAsync(hintsToo: true);
    }

    private static PruneOptions Options(Model model) => model.Next(4) switch
    {
        0 => new PruneOptions { MaxUnused = UnusedTolerance.None },
        1 => PruneOptions.Daily(model.Options.PackBytes),
        2 => new PruneOptions { MaxUnused = UnusedTolerance.OfPercent(20), MaxRepackBytes = 6_000 },
        _ => new PruneOptions { MaxUnused = UnusedTolerance.Unlimited, Small = new SmallPackRule(4 << 10, TimeSpan.Zero, AtLeast: 2) },
    };
}
