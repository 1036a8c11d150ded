using Scenarios.Nemesis;

namespace Scenarios.Cluster;

/// <summary>A minute of what scripts/nemesis.sh does for as long as one likes.</summary>
[Collection(nameof(Alone))]
public sealed class ShortNemesisTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_promise_is_kept_under_random_faults()
    {
        // Without root there are no networks to cut; the other faults remain.
        var networks = VirtualHosts.Missing() is null;
        var verdict = await NemesisRun.PlayAsync(new NemesisOptions(Counts.Seed, Triggers: 60, TimeSpan.FromSeconds(45), Sources: 4), networks, output.WriteLine);

        Assert.True(verdict.IsGood, string.Join('\n', verdict.Lines()));
    }
}
