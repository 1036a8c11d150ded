using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs lost and unhandled messages, up to a number.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _most = Context.System.Settings.LogDeadLetters;
    private int _count;

    protected override void PreStart() => _eventStream.Subscribe(Self, typeof(AllDeadLetters));

    protected override void PreRestart(Exception reason, object message) { }

    protected override void PostRestart(Exception reason) { }

    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case DeadLetter letter:
                Count(letter, "was not delivered");
                return true;
            case UnhandledMessage unhandled when Context.System.Settings.DebugUnhandledMessage:
                _eventStream.Publish(new Debug(Source(unhandled), unhandled.Recipient.GetType(), $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"));
                return true;
            default:
                return message is AllDeadLetters;
        }
    }

    private static string Source(AllDeadLetters letter) => letter.Recipient.Path.ToString();

    private void Count(DeadLetter letter, string finding)
    {
        if (_count >= _most)
            return;
        var last = ++_count == _most ? " No more dead letters will be logged." : "";
        _eventStream.Publish(new Info(Source(letter), letter.Recipient.GetType(),
            $"Message [{letter.Message.GetType().Name}] from {letter.Sender} to {letter.Recipient} {finding}. [{_count}] dead letters encountered.{last} "
            + $"Message content: {letter.Message}"));
    }
}
