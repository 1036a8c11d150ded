using System.Collections.Immutable;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Tests.Subset.Membership;

public sealed class LeaderRulesTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan DownLingers = TimeSpan.FromSeconds(1);

    /// <summary>self, members (a silent one marked by '!'), seconds watched, the steps expected.</summary>
    [Theory]
    [InlineData("a", "a:Joining", 0, "a>Up")]
    [InlineData("a", "a:Joining b:Joining", 0, "a>Up b>Up")]
    [InlineData("b", "a:Joining b:Joining", 0, "")]
    [InlineData("b", "a:Joining b:Up", 0, "a>Up")]
    [InlineData("a", "a:Joining b:Up", 0, "")]
    [InlineData("a", "a:Up b:Joining!", 4, "")]
    [InlineData("a", "a:Up b:Leaving", 0, "b>Exiting")]
    [InlineData("a", "a:Leaving b:Up", 0, "a>Exiting")]
    [InlineData("b", "a:Exiting b:Up c:Joining", 0, "c>Up")]
    [InlineData("a", "a:Up b:Exiting", 4, "")]
    [InlineData("a", "a:Up b:Exiting!", 4, "b>Removed")]
    [InlineData("a", "a:Up b:Up!", 7, "")]
    [InlineData("a", "a:Up b:Up!", 8, "b>Down")]
    [InlineData("a", "a:Up b:Joining!", 8, "b>Down")]
    [InlineData("a", "a:Up b:Leaving!", 8, "b>Down")]
    [InlineData("b", "a:Up! b:Up", 8, "a>Down")]
    [InlineData("c", "a:Up! b:Up c:Up", 8, "")]
    [InlineData("c", "a:Up! b:Joining c:Up", 4, "b>Up")]
    [InlineData("c", "a:Up! b:Up! c:Up", 8, "a>Down b>Down")]
    [InlineData("a", "a:Up b:Down", 0, "")]
    [InlineData("a", "a:Up b:Down", 1, "b>Removed")]
    [InlineData("b", "a:Down b:Up", 1, "a>Removed")]
    public void Takes_the_steps_of_a_leader(string self, string members, int seconds, string expected) =>
        Assert.Equal(expected, Plan(new LeaderRules(1, ImmutableDictionary<string, int>.Empty, DownAfter, DownLingers), self, members, seconds));

    [Fact]
    public void Leaves_lost_members_alone_if_nothing_downs() =>
        Assert.Equal("", Plan(new LeaderRules(1, ImmutableDictionary<string, int>.Empty, null, DownLingers), "a", "a:Up b:Up!", 600));

    [Theory]
    [InlineData("a:Joining b:Joining", "")]
    [InlineData("a:Joining b:Joining c:Joining", "a>Up b>Up c>Up")]
    [InlineData("a:Joining b:Joining c:Joining!", "")]
    [InlineData("a:Up b:Up c:Joining", "c>Up")]
    [InlineData("a:Up b:Leaving c:Joining", "b>Exiting")]
    public void Waits_until_there_are_enough(string members, string expected) =>
        Assert.Equal(expected, Plan(new LeaderRules(3, ImmutableDictionary<string, int>.Empty, DownAfter, DownLingers), "a", members, 4));

    [Theory]
    [InlineData("a:Joining b:Joining:store", "")]
    [InlineData("a:Joining:store b:Joining:store", "a>Up b>Up")]
    [InlineData("a:Joining:store:web b:Joining:web", "")]
    public void Waits_until_there_are_enough_of_each_role(string members, string expected) =>
        Assert.Equal(expected, Plan(new LeaderRules(1, ImmutableDictionary<string, int>.Empty.Add("store", 2), DownAfter, DownLingers), "a", members, 0));

    private static string Plan(LeaderRules rules, string self, string members, int seconds)
    {
        var silent = members.Split(' ').Where(member => member.EndsWith('!')).Select(member => member.Split(':')[0]).ToHashSet();
        var rows = Rows.Of(members.Replace("!", "", StringComparison.Ordinal));
        var (pulses, last) = (new Pulses(Rows.Node(self), Pause), (Reading?)null);
        for (var time = TimeSpan.Zero; time <= TimeSpan.FromSeconds(seconds); time += TimeSpan.FromMilliseconds(500))
        {
            rows = [.. rows.Select(row => silent.Contains(row.Node.Address.Host) ? row : row.Beat())];
            last = new Reading(time, time, rows);
            pulses = pulses.After(last);
        }

        return string.Join(' ', rules.Plan(last!, pulses).Select(step => $"{step.Row.Node.Address.Host}>{step.To}"));
    }
}
