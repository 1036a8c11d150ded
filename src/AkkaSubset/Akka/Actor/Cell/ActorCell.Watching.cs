using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Whom this actor watches, and who watches it.</summary>
internal sealed partial class ActorCell
{
    private static readonly object PlainTerminated = new();

    private readonly Dictionary<IActorRef, object> _watching = [];
    private readonly Dictionary<IActorRef, object> _terminatedQueued = [];
    private readonly HashSet<IActorRef> _watchers = [];

    public IActorRef Watch(IActorRef subject) => StartWatching(subject, PlainTerminated);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatching(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (!subject.Equals(_self) && _watching.Remove(subject))
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
        _terminatedQueued.Remove(subject);
        return subject;
    }

    /// <summary>Makes messages the next ones. A <see cref="Terminated"/> among them has been let in once already, and is again.</summary>
    public void PutBack(IReadOnlyList<Envelope> envelopes)
    {
        foreach (var envelope in envelopes)
        {
            if (envelope.Message is Terminated terminated)
                _terminatedQueued[terminated.ActorRef] = PlainTerminated;
        }

        Mailbox.Prepend(envelopes);
    }

    private IActorRef StartWatching(IActorRef subject, object message)
    {
        if (subject.Equals(_self))
            return subject;
        if (_watching.TryGetValue(subject, out var before))
        {
            if (!Equals(before, message))
            {
                throw new InvalidOperationException(
                    $"{_self} watches {subject} already, with another message. Unwatch it before watching it anew.");
            }

            return subject;
        }

        _watching[subject] = message;
        ((IInternalActorRef)subject).SendSystemMessage(new Watch((IInternalActorRef)subject, _self));
        return subject;
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_terminatedQueued.Remove(terminated.ActorRef, out var message))
            ReceiveMessage(ReferenceEquals(message, PlainTerminated) ? terminated : CurrentMessage = message);
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        // Through the mailbox, so that it comes after all that the dead actor had sent.
        if (_watching.Remove(actor, out var message) && !_terminating)
        {
            _terminatedQueued[actor] = message;
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        if (FindChild(actor) is { } child)
            HandleChildTerminated(child);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(_self) && !watcher.Equals(_self))
            _watchers.Add(watcher);
    }

    private void RemoveWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(_self))
            _watchers.Remove(watcher);
    }

    private void TellWatchersWeDied()
    {
        foreach (var watcher in _watchers.Where(watcher => !watcher.Equals(Parent)))
        {
            ((IInternalActorRef)watcher).SendSystemMessage(
                new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        }

        _watchers.Clear();
    }

    private void UnwatchAll()
    {
        foreach (var watched in _watching.Keys)
            ((IInternalActorRef)watched).SendSystemMessage(new Unwatch((IInternalActorRef)watched, _self));
        _watching.Clear();
        _terminatedQueued.Clear();
    }
}
