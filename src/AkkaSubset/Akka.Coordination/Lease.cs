namespace Akka.Coordination;

/// <summary>A right that at most one owner has at a time. Derived classes say where it is kept; settings name the class.</summary>
/// <remarks>A derived class has a constructor (<see cref="LeaseSettings"/>, ExtendedActorSystem) or (<see cref="LeaseSettings"/>).</remarks>
public abstract class Lease
{
    public Lease(LeaseSettings settings) => Settings = settings;

    public LeaseSettings Settings { get; }

    /// <returns>False if another owner has it. Fails with a <see cref="LeaseException"/> if nobody can say.</returns>
    public abstract Task<bool> Acquire();

    /// <param name="leaseLostCallback">Called when the lease is lost without having been released; its argument is null if no failure is known. Must be safe on any thread.</param>
    /// <inheritdoc cref="Acquire()"/>
    public abstract Task<bool> Acquire(Action<Exception> leaseLostCallback);

    /// <returns>True once it is free of this owner.</returns>
    public abstract Task<bool> Release();

    /// <summary>Whether the lease is held as far as is known here; asks nobody.</summary>
    public abstract bool CheckLease();
}
