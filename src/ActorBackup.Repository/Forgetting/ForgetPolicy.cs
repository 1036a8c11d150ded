using System.Collections.Immutable;
using System.Globalization;

namespace ActorBackup.Repository.Forgetting;

/// <summary>restic's rules of what is kept (since its 0.16; format specification, section 18): a snapshot is kept if any of them says so.</summary>
/// <remarks>Counts are of periods that have a snapshot, newest first, in the wall-clock time each snapshot was written in; the newest of a period is
/// kept, and the oldest of all while a rule has something left. Spans count back from the newest snapshot that is not in the future.</remarks>
public sealed record ForgetPolicy
{
    /// <summary>As a count: every period.</summary>
    public const int Unlimited = -1;

    public int Last { get; init; }

    public int Hourly { get; init; }

    public int Daily { get; init; }

    /// <summary>ISO weeks.</summary>
    public int Weekly { get; init; }

    public int Monthly { get; init; }

    public int Yearly { get; init; }

    /// <summary>All snapshots of this span.</summary>
    public KeepSpan Within { get; init; }

    /// <summary>One of each hour of this span; likewise the next.</summary>
    public KeepSpan WithinHourly { get; init; }

    public KeepSpan WithinDaily { get; init; }

    public KeepSpan WithinWeekly { get; init; }

    public KeepSpan WithinMonthly { get; init; }

    public KeepSpan WithinYearly { get; init; }

    /// <summary>Snapshots that have all tags of one of these lists; the tag "" stands for having none.</summary>
    public ImmutableArray<ImmutableArray<string>> Tags { get; init; } = [];

    /// <summary>No rule at all.</summary>
    public bool IsEmpty =>
        (Last | Hourly | Daily | Weekly | Monthly | Yearly) == 0 && Tags.IsDefaultOrEmpty
        && Within.IsZero && WithinHourly.IsZero && WithinDaily.IsZero && WithinWeekly.IsZero && WithinMonthly.IsZero && WithinYearly.IsZero;

    /// <summary>A count as users write it: a number, or <c>unlimited</c>.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is neither, or negative.</exception>
    public static int ParseCount(string text) =>
        text == "unlimited" ? Unlimited
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw new FormatException($"'{text}' is not a count of snapshots. Write a number from 0, or 'unlimited'.");

    /// <summary>Decides about one group.</summary>
    /// <param name="group">Newest first.</param>
    /// <param name="now">Snapshots after it are in the future.</param>
    /// <param name="zone">The process's; see <see cref="KeepSpan.Before"/>.</param>
    /// <returns>In the same order: why each is kept; no reasons, not kept.</returns>
    internal ImmutableArray<ImmutableArray<string>> Reasons(IReadOnlyList<StoredSnapshot> group, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (int.Min(int.Min(Last, Hourly), int.Min(int.Min(Daily, Weekly), int.Min(Monthly, Yearly))) < Unlimited)
            throw new ArgumentException("A count of snapshots to keep must not be negative.");
        var rules = new PolicyRules(this, group, now, zone);
        return [.. group.Select((snapshot, number) => rules.Next(snapshot.Document, number, isOldest: number == group.Count - 1))];
    }
}
