using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a system in phases: the tasks of one are done, or out of time, before those of the next begin.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<ShutdownPhase> _phases;
    private readonly ILoggingAdapter _log;
    private Task<Done> _run;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        _log = Logging.GetLogger(system, this);
        _phases = ShutdownPhase.InOrder(system.Settings.Config.GetConfig("akka.coordinated-shutdown"));
        if (system.Settings.CoordinatedShutdownTerminateActorSystem)
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Null before <see cref="Run"/>.</summary>
    public Reason ShutdownReason { get; private set; }

    /// <summary>What all phases together may take.</summary>
    public TimeSpan TotalTimeout => _phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Timeout);

    public static CoordinatedShutdown Get(ActorSystem sys) => new CoordinatedShutdownExtension().Apply(sys);

    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => Phase(phase).Timeout;

    /// <summary>The tasks of a phase run side by side; one that fails or takes too long is logged, and the next phase begins.</summary>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (string.IsNullOrEmpty(taskName))
            throw new ArgumentException("A task of a shutdown needs a name, by which the log can call it.", nameof(taskName));
        Phase(phase).Tasks.Enqueue((taskName, task));
    }

    /// <summary>Only the first call does anything; later ones give its task.</summary>
    /// <param name="fromPhase">Phases before this one are left out.</param>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        lock (_lock)
        {
            if (_run is not null)
                return _run;
            ShutdownReason = reason;
            var phases = fromPhase is null ? _phases : [.. _phases.SkipWhile(phase => phase.Name != Phase(fromPhase).Name)];
            return _run = Task.Run(() => RunAll(phases));
        }
    }

    private ShutdownPhase Phase(string name) => _phases.FirstOrDefault(phase => phase.Name == name) ?? throw new ArgumentException(
        $"There is no phase '{name}' in akka.coordinated-shutdown.phases. It has {string.Join(", ", _phases.Select(phase => phase.Name))}.", nameof(name));

    private async Task<Done> RunAll(IReadOnlyList<ShutdownPhase> phases)
    {
        foreach (var phase in phases)
            await phase.Run(_log).ConfigureAwait(false);
        return Done.Instance;
    }

    private async Task<Done> TerminateSystem()
    {
        ((ActorSystemImpl)System).FinalTerminate();
        await System.WhenTerminated.ConfigureAwait(false);
        return Done.Instance;
    }
}
