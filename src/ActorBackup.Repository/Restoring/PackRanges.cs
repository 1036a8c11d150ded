using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Restoring;

/// <summary>Cuts what is wanted of packs into ranges that are read at once. Pure.</summary>
internal static class PackRanges
{
    /// <summary>Reading on over what is not wanted is cheaper than asking again.</summary>
    public const int LargestGap = 1 << 20;

    /// <param name="wanted">Sorted by pack and offset.</param>
    /// <param name="most">No range is longer, unless a single blob is.</param>
    public static List<PackRange> Of(ReadOnlySpan<WantedBlobs.Wanted> wanted, int most)
    {
        var ranges = new List<PackRange>();
        for (var first = 0; first < wanted.Length;)
        {
            var pack = wanted[first].Location.Pack;
            var start = (long)wanted[first].Location.Offset;
            var end = start + wanted[first].Location.Length;
            var next = first + 1;
            for (; next < wanted.Length && wanted[next].Location.Pack == pack; next++)
            {
                var location = wanted[next].Location;
                var newEnd = Math.Max(end, (long)location.Offset + location.Length);
                if (location.Offset - end > LargestGap || newEnd - start > most) break;
                end = newEnd;
            }
            // A range that no array takes is nonsense of a damaged index: its blobs are asked for one by one, and refused by who reads them.
            ranges.Add(new PackRange(pack, new ByteRange(start, (int)Math.Min(end - start, int.MaxValue)), first, next - first));
            first = next;
        }
        return ranges;
    }
}

/// <param name="First">Which of the wanted blobs lie in it, from here on …</param>
/// <param name="Count">… this many.</param>
internal readonly record struct PackRange(PackId Pack, ByteRange Range, int First, int Count);
