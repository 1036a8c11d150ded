using System.Diagnostics;
using Akka.Actor;

namespace ActorBackup.Benchmarks;

/// <summary>How fast the actor runtime passes messages within a process.</summary>
internal static class Messages
{
    private const int Tells = 3_000_000, Asks = 300_000, Askers = 64, Rounds = 3;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var system = ActorSystem.Create("messages");
        double tells = 0, asks = 0;
        // The first rounds warm up; the best counts, since other work on the machine only slows.
        for (var round = 0; round < Rounds; round++)
        {
            tells = Math.Max(tells, await TellsAsync(system));
            asks = Math.Max(asks, await AsksAsync(system));
        }
        await system.Terminate();
        return [Figure.AtLeast("tell", tells, 3_000_000, "/s"), Figure.AtLeast("ask, 64 askers", asks, 300_000, "/s")];
    }

    private static async Task<double> TellsAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counter = system.ActorOf(Props.Create(() => new CountingActor(Tells, done)));
        var message = new object();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Tells; i++) counter.Tell(message, ActorRefs.NoSender);
        await done.Task;
        return Tells / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> AsksAsync(ActorSystem system)
    {
        var echo = system.ActorOf(Props.Create(() => new EchoActor()));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Asks / Askers; i++) await echo.Ask<object>("x", TimeSpan.FromSeconds(30));
        })));
        return Asks / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
