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
        // The limit of 15 s is the script's to judge: here others may be at work on the machine.
        var options = new NemesisOptions(Counts.Seed, Triggers: 60, TimeSpan.FromSeconds(45), Sources: 4) { WholeAgainWithin = 45 };
        var verdict = await NemesisRun.PlayAsync(options, networks, output.WriteLine);

        Assert.True(verdict.IsGood, string.Join('\n', verdict.Lines()));
    }
}
