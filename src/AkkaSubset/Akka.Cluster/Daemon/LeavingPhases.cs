using Akka.Actor;

namespace Akka.Cluster.Daemon;

/// <summary>What a node does about its membership when its system ends, phase by phase.</summary>
internal sealed class LeavingPhases(IActorRef daemon, Standing standing, CoordinatedShutdown shutdown)
{
    public void Register()
    {
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", Leave);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-exiting", Exit);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", TakeAwayRow);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "stop-membership", Stop);
        _ = standing.Exiting.ContinueWith(_ => EndSystem(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private bool IsMember => !standing.IsTerminated && standing.Self.Status is not (MemberStatus.Removed or MemberStatus.Down);

    private bool IsLeaving => IsMember && standing.Self.Status is MemberStatus.Leaving or MemberStatus.Exiting;

    private async Task<Done> Leave()
    {
        if (IsMember)
            await Task.WhenAny(daemon.Ask<Done>(MembershipProtocol.LeaveSelf.Instance, Timeout.InfiniteTimeSpan), standing.Ended).ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>Not if the leaving could not be written: then nobody would answer.</summary>
    private async Task<Done> Exit()
    {
        if (IsLeaving)
            await standing.Exiting.ConfigureAwait(false);
        return Done.Instance;
    }

    private Task<Done> TakeAwayRow() => IsLeaving ? ToldUntilEnded(MembershipProtocol.TakeAwayRow.Instance) : Task.FromResult(Done.Instance);

    private Task<Done> Stop() => ToldUntilEnded(MembershipProtocol.Stop.Instance);

    private async Task<Done> ToldUntilEnded(object wish)
    {
        daemon.Tell(wish);
        await standing.Ended.ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>A member that somebody else asked to leave ends its system, too.</summary>
    private void EndSystem()
    {
        if (IsLeaving)
            _ = shutdown.Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
    }
}
