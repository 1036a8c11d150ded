namespace Akka.Actor;

/// <summary>A stash without a limit, which gives messages back to the front of its actor's mailbox.</summary>
internal sealed class MailboxStash(ActorCell cell) : IStash
{
    private LinkedList<Envelope> _envelopes = new();
    private long _lastStashed = -1;

    public int Count => _envelopes.Count;
    public bool IsEmpty => _envelopes.Count == 0;
    public bool NonEmpty => _envelopes.Count > 0;
    public bool IsFull => false;
    public int Capacity => int.MaxValue;

    public void Stash()
    {
        if (cell.CurrentMessage is null)
            throw new IllegalActorStateException("There is no message to stash: none is being handled.");
        if (_lastStashed == cell.CurrentEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {cell.CurrentMessage} more than once");
        _lastStashed = cell.CurrentEnvelopeId;
        _envelopes.AddLast(new Envelope(cell.CurrentMessage, cell.SenderOrNull));
    }

    public void Unstash()
    {
        if (_envelopes.First is not { } first)
            return;
        _envelopes.RemoveFirst();
        cell.PutBack([first.Value]);
    }

    public void UnstashAll() => cell.PutBack([.. ClearStash()]);

    public void UnstashAll(Func<Envelope, bool> predicate) => cell.PutBack([.. ClearStash().Where(predicate)]);

    public IEnumerable<Envelope> ClearStash()
    {
        var envelopes = _envelopes;
        _envelopes = new LinkedList<Envelope>();
        return envelopes;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            _envelopes.AddFirst(envelope);
    }
}
