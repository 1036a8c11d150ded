using Akka.Actor;
using Akka.Coordination;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>A lease on behalf of a manager: one call after the other, and their outcomes told to the manager as its inputs.</summary>
internal sealed class SingletonLease(Lease lease, IActorRef manager, ILoggingAdapter log)
{
    private Task _calls = Task.CompletedTask;
    private int _acquiring;

    public static SingletonLease Of(IActorContext manager, Cluster cluster, LeaseUsageSettings settings) => new(
        LeaseProvider.Get(manager.System).GetLease($"{manager.System.Name}-singleton-{manager.Self.Path}", settings.LeaseImplementation, cluster.SelfAddress.HostPort()),
        manager.Self, manager.GetLogger());

    /// <summary>Does nothing while an earlier call is not answered.</summary>
    public void Acquire()
    {
        if (Interlocked.Exchange(ref _acquiring, 1) == 0) _calls = AcquireAfter(_calls);
    }

    public void Release() => _calls = ReleaseAfter(_calls);

    /// <summary>For a manager that ends and hears of nothing any more.</summary>
    public void Abandon()
    {
        if (lease.CheckLease() || _acquiring != 0) Release();
    }

    private async Task AcquireAfter(Task before)
    {
        await before.ConfigureAwait(false);
        SingletonInput outcome;
        try
        {
            outcome = await lease.Acquire(Lost).ConfigureAwait(false) ? new SingletonInput.LeaseAcquired() : new SingletonInput.LeaseRefused();
        }
        catch (Exception e)
        {
            log.Warning(e, "The lease [{0}] could not be asked for; it is tried again", lease.Settings.LeaseName);
            outcome = new SingletonInput.LeaseRefused();
        }

        Interlocked.Exchange(ref _acquiring, 0);
        manager.Tell(outcome, ActorRefs.NoSender);
    }

    private async Task ReleaseAfter(Task before)
    {
        await before.ConfigureAwait(false);
        try
        {
            await lease.Release().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.Warning(e, "The lease [{0}] could not be released; it ends by itself", lease.Settings.LeaseName);
        }

        manager.Tell(new SingletonInput.LeaseReleased(), ActorRefs.NoSender);
    }

    private void Lost(Exception why)
    {
        log.Warning(why, "The lease [{0}] is lost; the singleton is stopped", lease.Settings.LeaseName);
        manager.Tell(new SingletonInput.LeaseLost(), ActorRefs.NoSender);
    }
}
