namespace ActorBackup.Repository.Trees;

/// <summary>An instant to the nanosecond, with the offset it is written in. Two are the same instant whatever their offsets.</summary>
/// <param name="Seconds">Since 1970-01-01T00:00:00Z, may be negative.</param>
/// <param name="Nanos">0 to 999,999,999, counted forward from <paramref name="Seconds"/>.</param>
/// <param name="OffsetMinutes">East of UTC; part of a tree's id.</param>
public readonly record struct NodeTime(long Seconds, int Nanos, int OffsetMinutes = 0)
{
    /// <param name="zone">Whose offset at this instant is written.</param>
    public static NodeTime At(long seconds, int nanos, TimeZoneInfo zone) => throw new NotImplementedException();

    public static NodeTime From(DateTimeOffset time) => throw new NotImplementedException();

    /// <summary>To 100 ns; what lies outside the years 1 to 9999 becomes the nearest that does not.</summary>
    public DateTimeOffset ToDateTimeOffset() => throw new NotImplementedException();

    public bool SameInstant(NodeTime other) => (Seconds, Nanos) == (other.Seconds, other.Nanos);
}
