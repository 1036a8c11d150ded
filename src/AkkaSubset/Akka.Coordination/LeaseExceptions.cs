namespace Akka.Coordination;

/// <summary>Whether a lease is held cannot be said.</summary>
public class LeaseException : Exception
{
    public LeaseException(string message) : base(message) { }

    public LeaseException(string message, Exception innerEx) : base(message, innerEx) { }
}

/// <summary>The keeper of a lease did not answer in time; the lease may or may not be held.</summary>
public sealed class LeaseTimeoutException : LeaseException
{
    public LeaseTimeoutException(string message) : base(message) { }

    public LeaseTimeoutException(string message, Exception innerEx) : base(message, innerEx) { }
}
