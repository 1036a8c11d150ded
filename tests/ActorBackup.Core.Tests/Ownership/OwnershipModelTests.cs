using ActorBackup.Core.Ownership;
using ActorBackup.Core.Tests.Ownership.Model;

namespace ActorBackup.Core.Tests.Ownership;

/// <summary>Every order of what nodes and database do, with faults at every point: the same rules as in the product, over a model of the tables.</summary>
public sealed class OwnershipModelTests(ITestOutputHelper output)
{
    private static readonly OwnershipTimes WithoutMargin = new ModelRules(0, 0).Times with { Ttl = ModelRules.Ticks(3), Margin = TimeSpan.Zero };

    [Fact]
    public void Two_nodes_never_own_a_source_together_and_one_always_gets_it() =>
        Holds(new ModelRules(Nodes: 2, Faults: 2) { InOneGo = true });

    [Fact]
    public void Two_nodes_that_interrupt_each_other_at_every_call_never_do() => Holds(new ModelRules(Nodes: 2, Faults: 1));

    [Fact]
    public void Three_nodes_never_own_a_source_together_and_one_always_gets_it() =>
        Holds(new ModelRules(Nodes: 3, Faults: 1) { InOneGo = true, Kinds = [Fault.Pause, Fault.Kill, Fault.SlowClock] });

    [Fact]
    public void Counting_the_deadline_from_the_answer_is_found() =>
        Breaks(new ModelRules(2, 2) { Times = WithoutMargin, Kinds = [Fault.SlowCall, Fault.Cut], InOneGo = true, CountsFromAnswer = true });

    [Fact]
    public void Waiting_no_longer_than_the_right_lasts_is_found_when_a_clock_is_slow() =>
        Breaks(new ModelRules(2, 2) { Times = new ModelRules(0, 0).Times with { Margin = TimeSpan.Zero }, InOneGo = true });

    [Fact]
    public void Fencing_without_looking_at_the_version_again_is_found() => Breaks(new ModelRules(2, 1) { FencesBlindly = true });

    [Fact]
    public void Taking_without_looking_at_the_epoch_again_is_found() => Breaks(new ModelRules(2, 1) { TakesBlindly = true }, "was granted epoch");

    [Fact]
    public void Setting_free_before_the_work_has_ended_is_found() => Breaks(new ModelRules(2, 1) { FreesBeforeTheEnd = true });

    private void Holds(ModelRules rules)
    {
        var exploration = new Exploration(rules);

        var violation = exploration.FirstViolation(withLiveness: true);

        output.WriteLine($"{exploration.States} states");
        Assert.True(violation is null, violation);
    }

    private void Breaks(ModelRules rules, string how = "both own the source")
    {
        var violation = new Exploration(rules).FirstViolation(withLiveness: false);

        output.WriteLine(violation ?? "nothing was found");
        Assert.Contains(how, violation, StringComparison.Ordinal);
    }
}
