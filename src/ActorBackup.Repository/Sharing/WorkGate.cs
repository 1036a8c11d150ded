namespace ActorBackup.Repository.Sharing;

/// <summary>Many at a time, or one alone. Who wants to be alone does not wait for those who come later.</summary>
internal sealed class WorkGate
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private int _together;
    private bool _alone;

    public bool SomebodyWantsToBeAlone
    {
        get { lock (_gate) return _alone || _waiting.Any(w => w.Alone); }
    }

    /// <returns>Disposed when done.</returns>
    public async Task<IDisposable> EnterAsync(bool alone, CancellationToken stop)
    {
        var waiting = new Waiting(alone);
        lock (_gate)
        {
            _waiting.AddLast(waiting);
            LetIn();
        }
        await using (stop.Register(() => GiveUp(waiting, stop))) await waiting.Entered.Task;
        return new Turn(this, alone);
    }

    private void GiveUp(Waiting waiting, CancellationToken stop)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(waiting)) return;
            waiting.Entered.TrySetCanceled(stop);
            LetIn();
        }
    }

    private void Leave(bool alone)
    {
        lock (_gate)
        {
            if (alone) _alone = false;
            else _together--;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (!_alone && _waiting.First is { Value: var next } && !(next.Alone && _together > 0))
        {
            _waiting.RemoveFirst();
            if (next.Alone) _alone = true;
            else _together++;
            next.Entered.TrySetResult();
        }
    }

    private sealed class Waiting(bool alone)
    {
        public bool Alone => alone;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Turn(WorkGate gate, bool alone) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) gate.Leave(alone);
        }
    }
}
