using ActorBackup.Testing;
using Scenarios.History;

namespace Scenarios.Histories;

/// <summary>Histories that keep every promise, and one for each way to break one.</summary>
public sealed class HistoryCheckerTests
{
    private static HistoryOf A => new("map");

    [Fact]
    public void A_history_without_faults_passes() =>
        Assert.Empty(A.Owned("a", 1).Served(1, 1, "t1").Served(2, 1, "t2").Violations);

    [Fact]
    public void A_capture_that_a_dead_owner_finished_is_taken_by_the_next() =>
        Assert.Empty(A.Owned("a", 1).Saved("x").Sent("t1").Accepted("t1").Started(1, 1, "t1").Owned("b", 2).Taken(1, 1, "x", "t1").Served(2, 2, "t2").Violations);

    [Fact]
    public void An_abandoned_capture_is_made_again_under_the_next_epoch() =>
        Assert.Empty(A.Owned("a", 1).Saved("x").Sent("t1").Accepted("t1").Started(1, 1, "t1").Owned("b", 2).Abandoned(1).Started(2, 2, "t1").Taken(2, 2, "x", "t1").Violations);

    [Fact]
    public void Unchanged_content_is_an_effect() =>
        Assert.Empty(A.Owned("a", 1).Served(1, 1, "t1").Sent("t2").Accepted("t2").Started(2, 1, "t2").Unchanged(2, same: 1).Violations);

    [Fact]
    public void An_owner_may_get_a_source_back_by_a_new_grant() =>
        Assert.Empty(A.Owned("a", 1).Served(1, 1, "t1").Owned("b", 2).Served(2, 2, "t2").Owned("a", 3).Served(3, 3, "t3").Violations);

    [Fact]
    public void A_restarted_actor_takes_its_source_again_on_the_same_grant() =>
        Assert.Empty(A.Owned("a", 1).Served(1, 1, "t1").Owned("a", 2, granted: false).Served(2, 2, "t2").Violations);

    [Fact]
    public void What_a_stale_owner_left_is_found_and_suspect() =>
        Assert.Empty(A.Owned("a", 1).Served(1, 1, "t1").Owned("b", 2).Adopted(2, 1, Some.Suspect()).Violations);

    [Fact]
    public void What_is_older_than_the_journal_may_be_found_healthy() =>
        Assert.Empty(A.Owned("a", 8).Adopted(1, 7).Violations);

    [Fact]
    public void A_trigger_whose_answer_is_unknown_may_have_no_trace() =>
        Assert.Empty(A.Owned("a", 1).Served(1, 1, "t1").Sent("t2", TriggerAnswer.Unknown).Violations);

    [Fact]
    public void A_lost_trigger_is_found() =>
        Has("an accepted trigger is lost", A.Owned("a", 1).Served(1, 1, "t1").Sent("t2"));

    [Fact]
    public void A_trigger_without_effect_is_found_even_if_nobody_was_told() =>
        Has("has no effect", A.Owned("a", 1).Sent("t1", TriggerAnswer.Unknown).Accepted("t1"));

    [Fact]
    public void Two_effects_of_one_trigger_are_found() =>
        Has("t1 has 2 effects", A.Owned("a", 1).Served(1, 1, "t1").Started(2, 1, "t1").Taken(2, 1, "content 1", "t1"));

    [Fact]
    public void A_trigger_accepted_twice_is_found() =>
        Has("t1 was accepted twice", A.Owned("a", 1).Served(1, 1, "t1").Accepted("t1"));

    [Fact]
    public void An_effect_of_what_was_never_accepted_is_found() =>
        Has("was never accepted", A.Owned("a", 1).Saved("x").Started(1, 1, "t1").Taken(1, 1, "x", "t1"));

    [Fact]
    public void A_false_answer_is_found() =>
        Has("the client was told of", A.Owned("a", 1).Saved("x").Sent("t1", snapshot: "20200101_000000").Accepted("t1").Started(1, 1, "t1").Taken(1, 1, "x", "t1"));

    [Fact]
    public void An_epoch_that_does_not_grow_is_found() =>
        Has("epoch 1 after epoch 1", A.Owned("a", 1).Owned("b", 1));

    [Fact]
    public void A_row_of_one_that_is_not_the_owner_is_found() =>
        Has("written by one that is not the owner", A.Owned("a", 1).Owned("b", 2).By("a").Accepted("t1"));

    [Fact]
    public void A_row_before_any_owner_is_found() =>
        Has("before anyone owned it", A.By("a").Accepted("t1"));

    [Fact]
    public void An_incarnation_with_two_writers_is_found() =>
        Has("has written as several actor systems", A.Owned("a", 1, writer: "w1").Owned("a", 2, writer: "w2"));

    [Fact]
    public void Who_takes_a_source_again_on_a_grant_of_before_is_found() =>
        Has("taken without a right to it", A.Owned("a", 1).Owned("b", 2).Owned("a", 3, granted: false));

    [Fact]
    public void A_capture_under_a_stale_epoch_is_found() =>
        Has("began under epoch 1, the owner's is 2", A.Owned("a", 1).Owned("b", 2).Started(1, 1, "t1"));

    [Fact]
    public void A_snapshot_that_nobody_began_is_found() =>
        Has("is not what was begun", A.Owned("a", 1).Saved("x").Accepted("t1").Taken(1, 1, "x", "t1"));

    [Fact]
    public void A_stray_that_counts_is_found() =>
        Has("nobody's capture, and counts as healthy", A.Owned("a", 1).Served(1, 1, "t1").Owned("b", 2).Adopted(2, 1));

    [Fact]
    public void A_torn_content_that_counts_as_healthy_is_found() =>
        Has("is healthy and was never saved so", A.Owned("a", 1).Saved("x").Sent("t1").Accepted("t1").Started(1, 1, "t1").Taken(1, 1, "half of x", "t1"));

    [Fact]
    public void A_snapshot_older_than_its_trigger_is_found() =>
        Has("holds save 1 and stands for a trigger sent after save 2", A.Owned("a", 1).Saved("x").Saved("y").Sent("t1").Accepted("t1").Started(1, 1, "t1").Taken(1, 1, "x", "t1"));

    [Fact]
    public void A_missing_file_is_found() =>
        Has("does not exist", A.Owned("a", 1).Saved("x").Accepted("t1").Started(1, 1, "t1").Taken(1, 1, "x", "t1", stored: false));

    [Fact]
    public void A_file_with_another_content_is_found() =>
        Has("is not what was captured", A.Owned("a", 1).Served(1, 1, "t1").Overwritten("rubbish"));

    [Theory]
    [InlineData(null)]
    [InlineData(15.1)]
    public void A_source_that_is_not_whole_again_in_time_is_found(double? seconds)
    {
        var history = A.Owned("a", 1).Served(1, 1, "t1");
        history.WholeAgain = seconds;

        Has("after the last fault", history);
    }

    [Fact]
    public void A_missing_row_is_found()
    {
        var seen = A.Owned("a", 1).Served(1, 1, "t1").Seen;

        Assert.Contains(HistoryChecker.Check(seen with { Rows = [.. seen.Rows.Where(row => row.Sequence != 2)] }), violation => violation.What.Contains("rows are missing between #1 and #3", StringComparison.Ordinal));
    }

    private static void Has(string expected, HistoryOf history) => Assert.Contains(history.Violations, violation => violation.Contains(expected, StringComparison.Ordinal));
}
