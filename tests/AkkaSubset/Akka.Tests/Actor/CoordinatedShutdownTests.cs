using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class CoordinatedShutdownTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system = ActorSystem.Create("shutdown", """
        akka {
          stdout-loglevel = OFF
          loglevel = OFF
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            phases.service-stop.timeout = 100ms
          }
        }
        """);

    private readonly ConcurrentQueue<string> _done = new();

    [Fact]
    public async Task Runs_the_phases_in_their_order()
    {
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last");
        Add(CoordinatedShutdown.PhaseServiceStop, "second");
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first");

        await Run();

        Assert.Equal(["first", "second", "last"], _done);
    }

    [Fact]
    public async Task Ends_the_system_in_its_last_phase()
    {
        await Run();

        Assert.True(_system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Runs_when_the_system_is_terminated()
    {
        Add(CoordinatedShutdown.PhaseServiceStop, "stopped");

        await _system.Terminate().WaitAsync(Patience);

        Assert.Equal(["stopped"], _done);
    }

    [Fact]
    public async Task Runs_once_however_often_it_is_asked()
    {
        Add(CoordinatedShutdown.PhaseServiceStop, "stopped");

        await Task.WhenAll(Run(), Run());

        Assert.Equal(["stopped"], _done);
    }

    [Fact]
    public async Task Goes_on_after_a_task_that_fails()
    {
        CoordinatedShutdown.Get(_system).AddTask(
            CoordinatedShutdown.PhaseServiceStop, "failing", () => Task.FromException<Done>(new InvalidDataException("as asked")));
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last");

        await Run();

        Assert.Equal(["last"], _done);
    }

    [Fact]
    public async Task Goes_on_after_a_phase_that_takes_too_long()
    {
        CoordinatedShutdown.Get(_system).AddTask(CoordinatedShutdown.PhaseServiceStop, "endless", () => new TaskCompletionSource<Done>().Task);
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last");

        await Run();

        Assert.Equal(["last"], _done);
    }

    [Fact]
    public async Task Keeps_its_reason()
    {
        await Run();

        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.Get(_system).ShutdownReason);
    }

    [Fact]
    public async Task Refuses_a_task_of_a_phase_that_does_not_exist()
    {
        Assert.Throws<ArgumentException>(() => Add("no-such-phase", "never"));

        await Run();
    }

    private void Add(string phase, string name) => CoordinatedShutdown.Get(_system).AddTask(phase, name, () =>
    {
        _done.Enqueue(name);
        return Task.FromResult(Done.Instance);
    });

    private Task Run() => CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
}
