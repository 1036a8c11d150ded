using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The actor behind a ref: its instance of the moment, its mailbox, children and watches.</summary>
/// <remarks>Everything here runs on the actor's own turn, but for <see cref="SendMessage"/>, <see cref="SendSystemMessage"/> and the
/// table of children. One part per concern: behaviour, children, faults, watches, receive timeout.</remarks>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell _current;

    private readonly LocalActorRef _self;
    private ActorBase _actor;
    private IActorRef _sender;

    public ActorCell(ActorSystemImpl system, LocalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        (SystemImpl, _self, Props, Dispatcher, Parent) = (system, self, props, dispatcher, parent);
        Mailbox = new Mailbox(this, dispatcher);
        TaskScheduler = new ActorTaskScheduler(this);
    }

    /// <summary>The actor that runs on this thread; null if none does.</summary>
    public static ActorCell Current
    {
        get => _current;
        set => _current = value;
    }

    public ActorSystemImpl SystemImpl { get; }
    public Props Props { get; }
    public MessageDispatcher Dispatcher { get; }
    public IInternalActorRef Parent { get; }
    public Mailbox Mailbox { get; }
    public ActorTaskScheduler TaskScheduler { get; }

    public LocalActorRef Self => _self;
    public ActorBase Actor => _actor;
    public object CurrentMessage { get; private set; }

    /// <summary>As it came, so null if nobody sent it.</summary>
    public IActorRef SenderOrNull => _sender;

    public IActorRef Sender => _sender ?? SystemImpl.DeadLetters;

    /// <summary>Grows with every message; tells two equal messages apart.</summary>
    public long CurrentEnvelopeId { get; private set; }

    /// <summary>True while the instance's constructor may run.</summary>
    public bool IsMaking { get; private set; }

    public bool IsTerminated => Mailbox.IsClosed;

    ActorSystem IActorContext.System => SystemImpl;
    IActorRef IActorContext.Parent => Parent;
    IActorRef IActorContext.Self => _self;

    public void SendMessage(object message, IActorRef sender)
    {
        if (message is null)
            throw new InvalidMessageException("A message must not be null.");
        Mailbox.Post(new Envelope(message, sender));
    }

    public void SendSystemMessage(SystemMessage message) => Mailbox.Post(message);

    public void Start()
    {
        Mailbox.Post(new Create());
        Dispatcher.Attach(this);
    }

    public ActorSelection ActorSelection(string actorPath) => SystemImpl.SelectionFrom(_self, actorPath);

    public ActorSelection ActorSelection(ActorPath actorPath) => SystemImpl.ActorSelection(actorPath);

    public void Stop(IActorRef child)
    {
        MarkChildAsDying(child);
        ((IInternalActorRef)child).Stop();
    }

    /// <summary>Handles one message of a user.</summary>
    public void Invoke(in Envelope envelope)
    {
        (CurrentMessage, _sender) = (envelope.Message, envelope.Sender);
        CurrentEnvelopeId++;
        try
        {
            if (envelope.Message is IAutoReceivedMessage automatic)
                AutoReceive(automatic);
            else
                ReceiveMessage(envelope.Message);

            if (_receiveTimeout is not null && envelope.Message is not INotInfluenceReceiveTimeout)
                RestartReceiveTimeout();
            if (!Mailbox.IsAwaiting)
                (CurrentMessage, _sender) = (null, null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    public void Invoke(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case ActorTask task: task.Run(); break;
                case Failed failed: HandleFailed(failed); break;
                case DeathWatchNotification dead: WatchedActorTerminated(dead.Actor, dead.ExistenceConfirmed, dead.AddressTerminated); break;
                case Watch watch: AddWatcher(watch.Watchee, watch.Watcher); break;
                case Unwatch unwatch: RemoveWatcher(unwatch.Watchee, unwatch.Watcher); break;
                case Create: CreateActor(); break;
                case Recreate recreate: FaultRecreate(recreate.Cause); break;
                case Suspend: FaultSuspend(); break;
                case Resume resume: FaultResume(resume.CausedByFailure); break;
                case Terminate: BeginTerminate(); break;
                default: throw new NotSupportedException($"{_self} does not know the system message {message.GetType().Name}.");
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    /// <summary>The handler that was awaited is through, or has failed.</summary>
    public void FinishAwait(Exception failure)
    {
        if (failure is not null)
        {
            HandleInvokeFailure(failure);
            return;
        }

        (CurrentMessage, _sender) = (null, null);
        RestartReceiveTimeout();
    }

    public void Publish(object logEvent) => SystemImpl.EventStream.Publish(logEvent);

    private string LogSourceName => _self.Path.ToString();

    private void CreateActor()
    {
        try
        {
            _actor = NewActor();
            _actor.AroundPreStart();
            RestartReceiveTimeout();
        }
        catch (Exception e)
        {
            ClearActor();
            throw e as ActorInitializationException
                ?? new ActorInitializationException(_self, $"Exception during creation: {e.Message}", e);
        }
    }

    private ActorBase NewActor()
    {
        _behaviours.Clear();
        IsMaking = true;
        try
        {
            var actor = Props.NewActor()
                ?? throw new ActorInitializationException(_self, $"The producer of {Props.Type} gave no actor.");
            _actor = actor;
            if (actor is IActorStash stashing)
                stashing.Stash = new MailboxStash(this);
            if (actor is IWithTimers timed)
                timed.Timers = _timers = new TimerScheduler(this);
            if (actor is IInitializableActor initializable)
                initializable.Init();
            return actor;
        }
        finally
        {
            IsMaking = false;
        }
    }

    private void ClearActor()
    {
        _timers?.CancelAll();
        _timers = null;
        if (_actor is null)
            return;

        if (_actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
        _actor.Forget(_self);
        Props.Release(_actor);
        _actor = null;
    }
}
