using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Stands at a path where no actor is: answers who asks for it, and turns the rest into dead letters.</summary>
internal class EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : MinimalActorRef
{
    public override ActorPath Path { get; } = path;
    public override IActorRefProvider Provider { get; } = provider;

    public override void SendSystemMessage(ISystemMessage message) => AnswerAsDead(message);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
            throw new InvalidMessageException("A message must not be null.");
        if (message is ISystemMessage system)
            AnswerAsDead(system);
        else if (!SpecialHandle(message, sender))
            Publish(message, sender ?? Provider.DeadLetters);
    }

    /// <summary>True if the message needs no dead letter.</summary>
    protected virtual bool SpecialHandle(object message, IActorRef sender)
    {
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage { Message: Identify identify, WildCardFanOut: var fansOut }:
                if (!fansOut)
                    sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage selected:
                if (!selected.WildCardFanOut)
                    Publish(selected.Message, sender ?? Provider.DeadLetters);
                return true;
            default:
                return false;
        }
    }

    private void Publish(object message, IActorRef sender) => eventStream.Publish(
        message is IDeadLetterSuppression quiet ? new SuppressedDeadLetter(quiet, sender, this) : new DeadLetter(message, sender, this));

    private void AnswerAsDead(ISystemMessage message)
    {
        if (message is Watch watch && Equals(watch.Watchee) && !Equals(watch.Watcher))
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
    }
}
