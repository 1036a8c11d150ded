using System.Runtime.InteropServices;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Restoring;

/// <summary>The chunks that some files need, each once, with all the places it belongs to. Filled by one thread, then read by many.</summary>
internal sealed class WantedBlobs
{
    private readonly Dictionary<BlobId, int> _known = [];
    private readonly Dictionary<PackId, int> _packs = [];
    private readonly List<Wanted> _wanted = [];
    private readonly List<Place> _places = [];

    public int Places => _places.Count;

    /// <param name="location">Which copy is to be read first.</param>
    public void Add(BlobId blob, BlobLocation location, RestoringFile file, long offset)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, blob, out var exists);
        if (!exists)
        {
            known = _wanted.Count;
            // Packs are read in the order in which they are first needed, which is that of the files.
            if (!_packs.TryGetValue(location.Pack, out var order)) _packs.Add(location.Pack, order = _packs.Count);
            _wanted.Add(new Wanted(blob, location, order, -1));
        }
        ref var wanted = ref CollectionsMarshal.AsSpan(_wanted)[known];
        _places.Add(new Place(file, offset, wanted.FirstPlace));
        wanted = wanted with { FirstPlace = _places.Count - 1 };
    }

    /// <summary>By pack, and in a pack by offset.</summary>
    public Wanted[] InOrder()
    {
        var all = _wanted.ToArray();
        Array.Sort(all, (a, b) => a.PackOrder != b.PackOrder ? a.PackOrder.CompareTo(b.PackOrder) : a.Location.Offset.CompareTo(b.Location.Offset));
        return all;
    }

    public Place PlaceAt(int index) => _places[index];

    /// <param name="FirstPlace">The others hang on it.</param>
    internal readonly record struct Wanted(BlobId Blob, BlobLocation Location, int PackOrder, int FirstPlace);

    /// <param name="Next">-1 at the end.</param>
    internal readonly record struct Place(RestoringFile File, long Offset, int Next);
}
