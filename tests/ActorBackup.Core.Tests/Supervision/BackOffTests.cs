using ActorBackup.Core.Supervision;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Supervision;

public sealed class BackOffTests
{
    private static readonly BackOff Rule = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, false)]
    [InlineData(2, 2, false)]
    [InlineData(6, 32, false)]
    [InlineData(7, 60, true)]
    [InlineData(int.MaxValue, 60, true)]
    public void Doubles_up_to_its_cap(int failures, int seconds, bool atCap)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Rule.DelayAfter(failures));
        Assert.Equal(atCap, Rule.IsAtCap(failures));
    }

    [Theory]
    [InlineData(9, 4)]
    [InlineData(10, 1)]
    [InlineData(-60, 4)]   // the clock was set back: no reason to forget
    public void What_ran_well_for_long_starts_over(int minutes, int failures) =>
        Assert.Equal(failures, Rule.CountFailure(3, Some.Noon, Some.Noon.AddMinutes(minutes)));
}
