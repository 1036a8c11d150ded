using ActorBackup.Core.Ownership;
using Akka.Actor;
using Akka.Coordination;

namespace ActorBackup.Actors.Ownership;

/// <summary>Akka's lease over this node's ownership: held until released, or until this incarnation's rights end.</summary>
/// <remarks>Named in HOCON by <c>lease-class = "ActorBackup.Actors.Ownership.OwnershipLease, ActorBackup.Actors"</c>. Renewed with the node's own
/// heartbeat: only the operation time-out of its settings counts.</remarks>
public sealed class OwnershipLease(LeaseSettings settings, ExtendedActorSystem system) : Lease(settings)
{
    private volatile IClaim? _claim;

    public override Task<bool> Acquire() => Acquire(_ => { });

    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        var answer = await Ask(new LeaseProtocol.Acquire(Settings.LeaseName, Settings.OwnerName, reason => leaseLostCallback(new LeaseException(reason))));
        _claim = answer.Claim;
        return CheckLease();
    }

    public override async Task<bool> Release()
    {
        _claim = null;
        await Ask(new LeaseProtocol.Release(Settings.LeaseName, Settings.OwnerName));
        return true;
    }

    public override bool CheckLease() => _claim?.Holds ?? false;

    private async Task<LeaseProtocol.Answer> Ask(object message)
    {
        var ownership = OwnershipAccess.Of(system).Actor;
        if (ownership.IsNobody()) throw new LeaseException($"The lease {Settings.LeaseName} cannot be asked for: this node's ownership does not run.");
        try
        {
            var answer = await ownership.Ask<LeaseProtocol.Answer>(message, Settings.TimeoutSettings.OperationTimeout);
            return answer.Failure is null ? answer : throw new LeaseException($"Whether {Settings.OwnerName} has the lease {Settings.LeaseName} cannot be said: {answer.Failure}");
        }
        catch (AskTimeoutException late)
        {
            throw new LeaseTimeoutException($"The lease {Settings.LeaseName} was not answered within {Settings.TimeoutSettings.OperationTimeout}.", late);
        }
    }
}
