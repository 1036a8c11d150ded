using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Retention;

/// <summary>Each row: what happened, and which of it stays. Snapshots are numbered from 1, oldest first.</summary>
public sealed class RetentionPolicyTests
{
    private static readonly RetentionPolicy Nothing = new(KeepLast: 0, Hourly: 0, Daily: 0, MinKeep: 1, KeepSuspect: 0);

    private static Snapshot Healthy(DateTimeOffset at, long n) => Some.Snapshot(at, n);

    private static List<Snapshot> Every(TimeSpan step, int count) => [.. Enumerable.Range(1, count).Select(n => Healthy(Some.Noon + step * n, n))];

    private static long[] Kept(RetentionPolicy policy, IReadOnlyList<Snapshot> inOrder, TimeZoneInfo? zone = null) =>
        [.. policy.Plan(inOrder, Some.Copies, zone ?? TimeZoneInfo.Utc).Where(line => line.Kept).Select(line => inOrder.First(s => s.Id == line.Id).Sequence).Order()];

    public static TheoryData<string, RetentionPolicy, long[]> Rules => new()
    {
        { "keep-last", Nothing with { KeepLast = 3 }, [28, 29, 30] },
        { "zero keeps none, min-keep holds", Nothing with { MinKeep = 3 }, [28, 29, 30] },
        { "min-keep is at least one", Nothing with { MinKeep = 0 }, [30] },
        { "within, of the newest", Nothing with { Within = TimeSpan.FromHours(16) }, [28, 29, 30] },
        { "daily: the newest of each", Nothing with { Daily = 3 }, [25, 28, 30] },
        { "weekly, from Monday", Nothing with { Weekly = 2 }, [28, 30] },
        { "monthly", Nothing with { Monthly = 5 }, [30] },
        { "union of all", Nothing with { KeepLast = 2, Daily = 3, Weekly = 2 }, [25, 28, 29, 30] },
    };

    /// <summary>Every eight hours from Friday 20 November 2026 20:00 to Monday 30 November 12:00.</summary>
    [Theory, MemberData(nameof(Rules))]
    public void Keeps_what_a_rule_keeps(string rule, RetentionPolicy policy, long[] expected)
    {
        Assert.NotEmpty(rule);
        // 1: Fri · 2–4: Sat · 5–7: Sun 22 · 8–10: Mon 23 … 23–25: Sat 28 · 26–28: Sun 29 · 29–30: Mon 30
        var snapshots = Every(TimeSpan.FromHours(8), 30);

        Assert.Equal(expected, Kept(policy, snapshots));
    }

    [Fact]
    public void The_default_keeps_ten_and_the_newest_of_24_hours_and_30_days()
    {
        var snapshots = Every(TimeSpan.FromMinutes(10), 6 * 24 * 40);

        var kept = Kept(new RetentionPolicy(), snapshots);

        Assert.InRange(kept.Length, 24 + 29, 10 + 24 + 30);
        Assert.Equal(snapshots[^1].Sequence, kept[^1]);
    }

    [Fact]
    public void The_repeated_hour_of_October_is_two_hours()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var first = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);   // 02:30 summer time
        Snapshot[] snapshots = [Healthy(first, 1), Healthy(first.AddHours(1), 2), Healthy(first.AddHours(2), 3)];

        Assert.Equal([1L, 2, 3], Kept(Nothing with { Hourly = 3 }, snapshots, berlin));
    }

    [Fact]
    public void Days_are_those_of_the_nodes_zone()
    {
        var auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");
        var midnight = new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);
        Snapshot[] snapshots = [Healthy(midnight.AddMinutes(-1), 1), Healthy(midnight, 2), Healthy(midnight.AddHours(1), 3)];

        Assert.Equal([1L, 3], Kept(Nothing with { Daily = 2 }, snapshots, auckland));
    }

    [Fact]
    public void Order_is_the_lists_even_where_the_clock_went_back()
    {
        Snapshot[] snapshots = [Healthy(Some.Noon, 1), Healthy(Some.Noon.AddYears(-1), 2)];

        Assert.Equal([2L], Kept(Nothing with { KeepLast = 1 }, snapshots));
    }

    [Fact]
    public void Pinned_ones_stay_and_do_not_count_for_others()
    {
        var snapshots = Every(TimeSpan.FromHours(1), 5);
        snapshots[0] = snapshots[0] with { Pinned = true };

        Assert.Equal([1L, 4, 5], Kept(Nothing with { KeepLast = 2 }, snapshots));
    }

    [Fact]
    public void Of_suspects_the_first_of_each_run_and_the_newest_few_stay()
    {
        // H S S S H S S S S S
        string states = "HSSSHSSSSS";
        var snapshots = states.Select((state, i) => Some.Snapshot(Some.Noon.AddHours(i), i + 1, health: state == 'H' ? null : Some.Suspect())).ToList();

        Assert.Equal([1L, 2, 5, 6, 9, 10], Kept(Nothing with { KeepLast = 2, KeepSuspect = 2 }, snapshots));
    }

    [Fact]
    public void Suspects_never_take_the_place_of_healthy_ones()
    {
        var snapshots = Enumerable.Range(1, 40).Select(n => Some.Snapshot(Some.Noon.AddMinutes(n), n, health: n <= 10 ? null : Some.Suspect())).ToList();

        Assert.Equal([6L, 7, 8, 9, 10], Kept(Nothing with { KeepLast = 5 }, snapshots).Where(n => n <= 10));
    }

    [Fact]
    public void Only_what_is_live_in_the_store_is_looked_at()
    {
        var snapshots = Every(TimeSpan.FromHours(1), 4);
        snapshots[3] = snapshots[3] with { Copies = [.. snapshots[3].Copies.Select(c => c with { State = CopyState.Lost })] };
        snapshots[2] = Some.Snapshot(snapshots[2].TakenAt, 3, stores: [Some.Vault]);

        Assert.Equal([2L], Kept(Nothing with { KeepLast = 1 }, snapshots));
    }

    [Fact]
    public void A_line_names_every_rule_that_keeps_it()
    {
        var line = new RetentionPolicy().Plan([Some.Snapshot() with { Pinned = true }], Some.Copies, TimeZoneInfo.Utc).Single();

        Assert.Equal(["pinned", "keep-last 10", "hourly 24", "daily 30", "min-keep 3"], line.Reasons);
    }

    [Fact]
    public void A_line_that_goes_says_that_no_rule_keeps_it()
    {
        var line = (Nothing with { KeepLast = 1 }).Plan(Every(TimeSpan.FromHours(1), 2), Some.Copies, TimeZoneInfo.Utc)[^1];

        Assert.False(line.Kept);
        Assert.StartsWith("no rule keeps it (last=1 within=off", Assert.Single(line.Reasons), StringComparison.Ordinal);
    }
}
