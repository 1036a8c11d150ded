using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Watching;

/// <summary>Which folder is watched for whom, and whether events come from it.</summary>
internal sealed class WatchedFolders
{
    private readonly Dictionary<string, Folder> _folders = [];

    public void Add(string folder, string? name, SourceId source)
    {
        if (!_folders.TryGetValue(folder, out var watched)) _folders[folder] = watched = new Folder();
        watched.Add(name, source);
    }

    /// <returns>Folders that nobody needs any more.</returns>
    public IReadOnlyList<string> Remove(SourceId source)
    {
        foreach (var watched in _folders.Values) watched.Remove(source);
        var unneeded = _folders.Where(f => f.Value.IsUnneeded).Select(f => f.Key).ToList();
        foreach (var folder in unneeded) _folders.Remove(folder);
        return unneeded;
    }

    /// <summary>Those from which no events come, to be tried again.</summary>
    public IReadOnlyList<string> Silent => [.. _folders.Where(f => !f.Value.ByEvents).Select(f => f.Key)];

    /// <summary>Those that were never tried.</summary>
    public IReadOnlyList<string> Untried => [.. _folders.Where(f => !f.Value.Tried).Select(f => f.Key)];

    public bool Knows(string folder) => _folders.ContainsKey(folder);

    public bool IsByEvents(string folder) => _folders.TryGetValue(folder, out var watched) && watched.ByEvents;

    /// <summary>Why a folder is polled, null if it is not.</summary>
    public string? ReasonOf(string folder) => _folders.TryGetValue(folder, out var watched) && !watched.ByEvents ? watched.Reason ?? "not watched yet" : null;

    /// <returns>Whether that is news.</returns>
    public bool Mark(string folder, bool byEvents, string? reason)
    {
        if (!_folders.TryGetValue(folder, out var watched)) return false;
        var isNews = !watched.Tried || watched.ByEvents != byEvents || watched.Reason != reason;
        (watched.Tried, watched.ByEvents, watched.Reason) = (true, byEvents, reason);
        return isNews;
    }

    /// <param name="name">An entry of the folder, or null for all who care for anything in it.</param>
    public IReadOnlyCollection<SourceId> For(string folder, string? name) => _folders.TryGetValue(folder, out var watched) ? watched.For(name) : [];

    private sealed class Folder
    {
        private readonly Dictionary<string, HashSet<SourceId>> _byName = [];
        private readonly HashSet<SourceId> _everything = [];

        public bool Tried { get; set; }
        public bool ByEvents { get; set; }
        public string? Reason { get; set; }
        public bool IsUnneeded => _byName.Count == 0 && _everything.Count == 0;

        public void Add(string? name, SourceId source)
        {
            if (name is null) _everything.Add(source);
            else if (_byName.TryGetValue(name, out var sources)) sources.Add(source);
            else _byName[name] = [source];
        }

        public void Remove(SourceId source)
        {
            _everything.Remove(source);
            foreach (var (name, sources) in _byName.Where(n => n.Value.Contains(source)).ToList())
                if (sources.Remove(source) && sources.Count == 0) _byName.Remove(name);
        }

        public IReadOnlyCollection<SourceId> For(string? name) => name is null
            ? [.. _byName.Values.SelectMany(s => s).Concat(_everything).Distinct()]
            : [.. _byName.GetValueOrDefault(name) ?? [], .. _everything];
    }
}
