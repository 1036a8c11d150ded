using Akka.Event;

namespace Akka.Actor;

/// <summary>What a supervisor does about failed children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops what could not be created, was killed or broke a death pact; restarts the rest.</summary>
    public static readonly IDecider DefaultDecider = Akka.Actor.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    protected SupervisorStrategy() { }

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>False to make the failure the supervisor's own.</summary>
    internal bool HandleFailure(ActorCell supervisor, ChildRecord child, Exception cause)
    {
        var directive = Handle(child.Ref, cause);
        LogFailure(supervisor, child.Ref, cause, directive);
        switch (directive)
        {
            case Directive.Escalate: return false;
            case Directive.Resume: child.Ref.Resume(cause); return true;
            case Directive.Restart: ProcessFailure(supervisor, restart: true, child, cause); return true;
            case Directive.Stop: ProcessFailure(supervisor, restart: false, child, cause); return true;
            default: throw new NotSupportedException($"{directive} is not a directive.");
        }
    }

    internal abstract void ProcessFailure(ActorCell supervisor, bool restart, ChildRecord child, Exception cause);

    protected abstract Directive Handle(IActorRef child, Exception exception);

    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
            return;
        var (source, reason) = (child.Path.ToString(), cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message);
        context.System.EventStream.Publish(directive == Directive.Resume
            ? new Warning(source, GetType(), reason)
            : new Error(cause, source, GetType(), reason));
    }
}
