using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Gives threads to mailboxes.</summary>
public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    private protected MessageDispatcher(string id, int throughput) => (Id, Throughput) = (id, throughput);

    /// <summary>The path of its configuration.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor handles before others have their turn.</summary>
    public int Throughput { get; set; }

    public void Schedule(IRunnable run) => ExecuteTask(run);

    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    protected abstract void ExecuteTask(IRunnable run);

    internal virtual void Attach(ActorCell cell) { }

    internal virtual void Detach(ActorCell cell) { }
}
