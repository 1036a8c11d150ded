using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Scenarios;

namespace ActorBackup.Benchmarks;

/// <summary>100 persistent actors, each persisting one event after the other, on the node's plugin with every commit synced.</summary>
internal static class PersistedEvents
{
    private const int Actors = 100, Events = 300;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var sandbox = new Sandbox();
        var file = Path.Combine(sandbox.Root, "manifests.db");
        WalDatabase.Prepare(file);
        var hocon = ConfigurationFactory.ParseString($$"""
            akka.persistence {
              journal { plugin = "akka.persistence.journal.sql", sql { connection-string = "Data Source={{file}}", provider-name = "SQLite.MS", auto-initialize = true, replay-filter.mode = off } }
              snapshot-store { plugin = "akka.persistence.snapshot-store.sql", sql { connection-string = "Data Source={{file}}", provider-name = "SQLite.MS", auto-initialize = true } }
            }
            """);
        var system = ActorSystem.Create("events", hocon.WithFallback(SqlPersistence.DefaultConfiguration));
        var perSecond = 0.0;
        for (var round = 0; round < 3; round++) perSecond = Math.Max(perSecond, await RoundAsync(system, round));
        await system.Terminate();
        return [Figure.AtLeast("persisted events, 100 actors, every commit synced", perSecond, 5_000, "/s")];
    }

    private static async Task<double> RoundAsync(ActorSystem system, int round)
    {
        var actors = Enumerable.Range(0, Actors).Select(i => system.ActorOf(Props.Create(() => new PersistingActor($"bench-{round}-{i}", Events)))).ToArray();
        // Recovered first: the figure is about writing.
        await Task.WhenAll(actors.Select(actor => actor.Ask<string>("are you there", TimeSpan.FromSeconds(60))));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(actors.Select(actor => actor.Ask<string>("go", TimeSpan.FromMinutes(5))));
        return Actors * Events / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
