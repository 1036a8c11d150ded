using Akka.Dispatch;

namespace Akka.TestKit.Internal;

/// <summary>Runs an actor on the thread that tells it something, so that a test sees the message as soon as the telling is over.</summary>
internal sealed class InlineDispatcher() : MessageDispatcher(Id, DefaultThroughput)
{
    public new const string Id = "akka.test.test-actor.dispatcher";

    protected override void ExecuteTask(IRunnable run) => run.Run();
}
