namespace Akka.Actor;

/// <summary>How something went that was asked for; <c>Ask</c> turns a failure into an exception.</summary>
public abstract class Status
{
    protected Status() { }

    public sealed class Success(object status) : Status
    {
        public static readonly Success Instance = new(null);

        public readonly object Status = status;

        public override string ToString() => $"Success: {Status}";
    }

    public sealed class Failure : Status
    {
        public readonly Exception Cause;
        public readonly object State;

        public Failure(Exception cause) => Cause = cause;

        public Failure(Exception cause, object state) => (Cause, State) = (cause, state);

        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}
