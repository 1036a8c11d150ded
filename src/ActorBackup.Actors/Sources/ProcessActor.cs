using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Watching;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

/// <summary>Tells its source when the process that a pid-file names has ended (rules 2). Child of the source, named <c>process</c>; looks every two seconds.</summary>
internal sealed class ProcessActor : ReceiveActor
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly IProcessProbe _probe;
    private readonly string _pidFile;
    private readonly Alarm _look;
    private ProcessMark? _running;

    public static Props Props(IProcessProbe probe, string pidFile) => Akka.Actor.Props.Create(() => new ProcessActor(probe, pidFile));

    public ProcessActor(IProcessProbe probe, string pidFile)
    {
        (_probe, _pidFile) = (probe, pidFile);
        _look = new Alarm(Context.System.Scheduler, Self, Look.Now);
        Receive<Look>(_ => LookAway());
        Receive<Seen>(Conclude);
        Receive<Status.Failure>(failure => throw new IOException($"The pid-file {_pidFile} could not be looked at.", failure.Cause));
    }

    protected override void PreStart() => Self.Tell(Look.Now);

    protected override void PostStop() => _look.Cancel();

    private void LookAway()
    {
        var (probe, file, running) = (_probe, _pidFile, _running);
        Task.Run(() => new Seen(running is not null && !probe.IsRunning(running) ? running : null, probe.Find(file))).PipeTo(Self);
    }

    private void Conclude(Seen seen)
    {
        if (seen.Gone is not null) Context.Parent.Tell(new Ended(seen.Gone));
        _running = seen.Gone is null && _running is not null ? _running : seen.Running;
        Context.Parent.Tell(new Runs(_running is not null));
        _look.Set(LookEvery);
    }

    /// <summary>After every look.</summary>
    public sealed record Runs(bool Yes);

    public sealed record Ended(ProcessMark Process);

    private sealed record Seen(ProcessMark? Gone, ProcessMark? Running);

    private sealed record Look
    {
        public static Look Now { get; } = new();
    }
}
