namespace Akka.Dispatch;

/// <summary>Runs actors on the thread pool.</summary>
internal sealed class Dispatcher(string id, int throughput) : MessageDispatcher(id, throughput)
{
    protected override void ExecuteTask(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
}
