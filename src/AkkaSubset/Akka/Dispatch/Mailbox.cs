using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The two queues of an actor, and the right to run it: at most one thread at a time has it.</summary>
/// <remarks>The status word holds <c>Scheduled</c>, <c>Closed</c> and the number of suspensions. A sender first puts its message in and
/// then looks at the status; the runner first gives the status back and then looks for messages: so none is overlooked.</remarks>
internal sealed class Mailbox(ActorCell cell, MessageDispatcher dispatcher) : IRunnable
{
    private const int Scheduled = 1;
    private const int Closed = 2;
    private const int OneSuspension = 4;

    private readonly ConcurrentQueue<Envelope> _messages = new();
    private readonly ConcurrentQueue<SystemMessage> _systemMessages = new();

    /// <summary>What the actor has put back in front; only its own turn touches it.</summary>
    private readonly Stack<Envelope> _front = new();

    private volatile int _frontCount;
    private int _status;

    public bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    /// <summary>True while an asynchronous handler is not through.</summary>
    public bool IsAwaiting { get; private set; }

    public int Count => _messages.Count + _frontCount;

    public bool HasMessages => _frontCount > 0 || !_messages.IsEmpty;

    public void Post(in Envelope envelope)
    {
        _messages.Enqueue(envelope);
        var status = Volatile.Read(ref _status);
        if ((status & Closed) != 0)
            DrainToDeadLetters();
        else if (status == 0)
            RequestRun();
    }

    public void Post(SystemMessage message)
    {
        _systemMessages.Enqueue(message);
        if (IsClosed)
            DrainToDeadLetters();
        else
            RequestRun();
    }

    /// <summary>The first of <paramref name="envelopes"/> will be the next message.</summary>
    public void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        for (var i = envelopes.Count - 1; i >= 0; i--)
            _front.Push(envelopes[i]);
        _frontCount = _front.Count;
    }

    public void Suspend() => Interlocked.Add(ref _status, OneSuspension);

    public void Resume()
    {
        if (Volatile.Read(ref _status) >= OneSuspension)
            Interlocked.Add(ref _status, -OneSuspension);
    }

    public void BeginAwait()
    {
        IsAwaiting = true;
        Suspend();
    }

    public void EndAwait()
    {
        if (!IsAwaiting)
            return;
        IsAwaiting = false;
        Resume();
    }

    /// <summary>For good. What is left and what comes later are dead letters.</summary>
    public void Close()
    {
        Interlocked.Or(ref _status, Closed);
        DrainToDeadLetters();
    }

    public void Execute() => Run();

    public void Run()
    {
        var outer = ActorCell.Current;
        ActorCell.Current = cell;
        try
        {
            RunSystemMessages();
            RunMessages();
        }
        finally
        {
            ActorCell.Current = outer;
            Interlocked.And(ref _status, ~Scheduled);
            RequestRun();
        }
    }

    private void RunSystemMessages()
    {
        while (!IsClosed && _systemMessages.TryDequeue(out var message))
            cell.Invoke(message);
    }

    private void RunMessages()
    {
        for (var left = dispatcher.Throughput; left > 0 && Volatile.Read(ref _status) == Scheduled && TryTake(out var envelope); left--)
        {
            cell.Invoke(envelope);
            if (!_systemMessages.IsEmpty)
                RunSystemMessages();
        }
    }

    private bool TryTake(out Envelope envelope)
    {
        if (_frontCount == 0)
            return _messages.TryDequeue(out envelope);
        envelope = _front.Pop();
        _frontCount = _front.Count;
        return true;
    }

    private void RequestRun()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & (Scheduled | Closed)) != 0)
                return;
            if (_systemMessages.IsEmpty && (status != 0 || !HasMessages))
                return;
            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) != status)
                continue;
            dispatcher.Schedule(this);
            return;
        }
    }

    private void DrainToDeadLetters()
    {
        var deadLetters = cell.SystemImpl.DeadLetters;
        while (_systemMessages.TryDequeue(out var message))
            ((IInternalActorRef)deadLetters).SendSystemMessage(message);
        if (ActorCell.Current == cell)
        {
            while (_front.TryPop(out var stashed))
                Bury(stashed);
            _frontCount = 0;
        }

        while (_messages.TryDequeue(out var envelope))
            Bury(envelope);
    }

    private void Bury(in Envelope envelope)
    {
        var (message, sender) = (envelope.Message, envelope.Sender ?? cell.SystemImpl.DeadLetters);
        cell.SystemImpl.DeadLetters.Tell(
            message is IDeadLetterSuppression quiet
                ? new SuppressedDeadLetter(quiet, sender, cell.Self)
                : new DeadLetter(message, sender, cell.Self),
            sender);
    }
}
