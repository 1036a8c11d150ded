using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorBackup.Core.Snapshots;

/// <summary>The name of a snapshot, <c>yyyyMMdd_HHmmss</c> with <c>_2</c>, <c>_3</c> … if taken. Made once, never recomputed, says nothing about order.</summary>
public sealed partial record SnapshotId
{
    private SnapshotId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The <c>_k</c> at its end, or null for the first id of its second.</summary>
    public int? Repeat => Value.Length > 15 ? int.Parse(Value.AsSpan(16), CultureInfo.InvariantCulture) : null;

    /// <summary>The id for a capture begun at <paramref name="local"/>, a time already in the node's zone.</summary>
    public static SnapshotId New(DateTimeOffset local, Func<SnapshotId, bool> taken)
    {
        var stem = local.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        var id = new SnapshotId(stem);
        for (var k = 2; taken(id); k++) id = new SnapshotId($"{stem}_{k.ToString(CultureInfo.InvariantCulture)}");
        return id;
    }

    /// <exception cref="FormatException"><paramref name="text"/> is not a snapshot id.</exception>
    public static SnapshotId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException(
        $"'{text}' is not a snapshot id. Ids look like 20261120_093000 or 20261120_093000_2.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SnapshotId? id) =>
        (id = text is not null && Shape().IsMatch(text) ? new SnapshotId(text) : null) is not null;

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[0-9]{8}_[0-9]{6}(_([2-9]|[1-9][0-9]{1,6}))?\z")]
    private static partial Regex Shape();
}
