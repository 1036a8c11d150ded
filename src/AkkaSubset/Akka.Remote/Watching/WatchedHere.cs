using Akka.Actor;

namespace Akka.Remote.Watching;

/// <summary>The actors here that other systems watch, each under the paths by which they asked.</summary>
internal sealed class WatchedHere
{
    /// <summary>Far more than anybody watches; a peer that asks on and on must not take all memory.</summary>
    private const int MostAsked = 200_000;

    private readonly Dictionary<(string Path, Address By), IActorRef> _asked = [];
    private readonly Dictionary<IActorRef, HashSet<(string Path, Address By)>> _watched = [];

    /// <summary>False if there are too many.</summary>
    public bool Add(string path, Address by, IActorRef actor, IActorContext context)
    {
        if (_asked.Count >= MostAsked)
            return false;
        if (_asked.TryGetValue((path, by), out var former) && !former.Equals(actor))
            Remove(path, by, context);
        _asked[(path, by)] = actor;
        if (!_watched.TryGetValue(actor, out var askers))
            _watched[actor] = askers = [];
        askers.Add((path, by));
        context.Watch(actor);
        return true;
    }

    public void Remove(string path, Address by, IActorContext context)
    {
        if (!_asked.Remove((path, by), out var actor) || !_watched.TryGetValue(actor, out var askers) || !askers.Remove((path, by)) || askers.Count > 0)
            return;
        _watched.Remove(actor);
        context.Unwatch(actor);
    }

    public void RemoveAll(Address by, IActorContext context)
    {
        foreach (var (path, _) in _asked.Keys.Where(key => key.By == by).ToArray())
            Remove(path, by, context);
    }

    /// <summary>All who asked for an actor that is dead.</summary>
    public IEnumerable<(string Path, Address By)> Take(IActorRef dead)
    {
        if (!_watched.Remove(dead, out var askers))
            return [];
        foreach (var asker in askers)
            _asked.Remove(asker);
        return askers;
    }
}
