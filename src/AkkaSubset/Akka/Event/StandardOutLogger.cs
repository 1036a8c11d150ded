using Akka.Actor;

namespace Akka.Event;

/// <summary>Writes to standard output before loggers run and after they have stopped.</summary>
internal sealed class StandardOutLogger : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/StandardOutLogger");

    public override IActorRefProvider Provider => throw new NotSupportedException("The standard output belongs to no actor system.");

    public static void Print(LogEvent logEvent) => Console.Out.WriteLine(logEvent.ToString());

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is LogEvent logEvent)
            Print(logEvent);
    }
}
