namespace Akka.Actor;

/// <summary>What becomes of a child that failed.</summary>
public enum Directive
{
    /// <summary>It goes on with its state, without the message that it failed on.</summary>
    Resume,

    /// <summary>A new instance goes on with its mailbox.</summary>
    Restart,

    /// <summary>The failure becomes the supervisor's own.</summary>
    Escalate,
    Stop,
}

public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self) where TException : Exception =>
        KeyValuePair.Create(typeof(TException), self);
}
