using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs one actor on a thread of its own, from its start to its death, so that it may block.</summary>
internal sealed class PinnedDispatcher(string id, int throughput) : MessageDispatcher(id, throughput)
{
    private readonly BlockingCollection<IRunnable> _work = [];
    private int _started;

    internal override void Detach(ActorCell cell) => _work.CompleteAdding();

    protected override void ExecuteTask(IRunnable run)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            new Thread(RunAll) { IsBackground = true, Name = Id }.Start();
        if (_work.IsAddingCompleted)
            return;
        try
        {
            _work.Add(run);
        }
        catch (InvalidOperationException)
        {
            // The actor died meanwhile: there is nothing left to run.
        }
    }

    private void RunAll()
    {
        foreach (var run in _work.GetConsumingEnumerable())
            run.Run();
    }
}
