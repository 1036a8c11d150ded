using System.Buffers.Binary;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Checking;

/// <summary>Which packs a check reads as a whole. Which they are depends only on their ids and on the count of runs: no state is kept.</summary>
/// <remarks>The ids are a circle, and a run reads an arc of it that starts where the arc of the run before ended. So with P percent every pack is
/// read at least once in 100/P runs, rounded up, also while packs come and go.</remarks>
public sealed record CheckReading
{
    private readonly double _from, _width;

    private CheckReading(double from, double width) => (_from, _width) = (from, width);

    /// <summary>No data pack is read; trees are, because they are walked.</summary>
    public static CheckReading None { get; } = new(0, 0);

    public static CheckReading All { get; } = new(0, 1);

    /// <param name="percent">Above 0, at most 100.</param>
    /// <param name="run">Counts the runs one by one; for a daily check, the number of the day.</param>
    public static CheckReading Percent(double percent, long run)
    {
        if (percent is not (> 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percent), percent, "A share of the packs is above 0 and at most 100 percent.");
        var from = (double)((decimal)run * (decimal)percent / 100m % 1m);
        return new CheckReading(from < 0 ? from + 1 : from, percent / 100);
    }

    public bool IsNone => _width == 0;

    public bool Includes(PackId pack)
    {
        Span<byte> bytes = stackalloc byte[Sha256Value.Length];
        pack.Value.CopyTo(bytes);
        var place = BinaryPrimitives.ReadUInt32BigEndian(bytes) / (double)(1L << 32) - _from;
        return (place < 0 ? place + 1 : place) < _width;
    }
}
