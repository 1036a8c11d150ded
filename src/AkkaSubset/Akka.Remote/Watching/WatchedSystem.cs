using Akka.Actor;

namespace Akka.Remote.Watching;

/// <summary>The actors of one other system that are watched, and who watches them.</summary>
/// <param name="heardAt">When its watching begins, by the scheduler's clock.</param>
internal sealed class WatchedSystem(IActorRef watcher, TimeSpan heardAt)
{
    private readonly Dictionary<string, (IInternalActorRef Watchee, HashSet<IInternalActorRef> Watchers)> _watched = [];

    /// <summary>That system's own watcher.</summary>
    public IActorRef Watcher { get; } = watcher;

    public TimeSpan LastHeard { get; set; } = heardAt;

    public IEnumerable<string> Paths => _watched.Keys;

    public bool IsEmpty => _watched.Count == 0;

    /// <summary>True for the first watcher of an actor.</summary>
    public bool Add(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var path = watchee.Path.ToSerializationFormat();
        var isNew = !_watched.ContainsKey(path);
        if (isNew)
            _watched[path] = (watchee, []);
        _watched[path].Watchers.Add(watcher);
        return isNew;
    }

    /// <summary>True for the last watcher of an actor.</summary>
    public bool Remove(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var path = watchee.Path.ToSerializationFormat();
        return _watched.TryGetValue(path, out var watched) && watched.Watchers.Remove(watcher) && watched.Watchers.Count == 0 && _watched.Remove(path);
    }

    /// <summary>All who watch it, who then do no more.</summary>
    public IEnumerable<(IInternalActorRef Watchee, IInternalActorRef Watcher)> TakeWatchers(string path) => _watched.Remove(path, out var watched)
        ? watched.Watchers.Select(one => (watched.Watchee, one))
        : [];
}
