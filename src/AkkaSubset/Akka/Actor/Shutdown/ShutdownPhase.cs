using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>One phase of a coordinated shutdown: its tasks, and how long they may take together.</summary>
internal sealed class ShutdownPhase(string name, TimeSpan timeout)
{
    public string Name { get; } = name;
    public TimeSpan Timeout { get; } = timeout;
    public ConcurrentQueue<(string Name, Func<Task<Done>> Run)> Tasks { get; } = new();

    /// <summary>The configured phases, each after those it depends on, otherwise as written.</summary>
    /// <exception cref="ConfigurationException">Phases depend on each other in a circle.</exception>
    public static IReadOnlyList<ShutdownPhase> InOrder(Config config)
    {
        var names = config.Sections("phases").ToArray();
        var (ordered, open) = (new List<string>(), new HashSet<string>());
        foreach (var phase in names)
            Place(phase);
        return [.. ordered.Select(phase => new ShutdownPhase(phase, config.GetTimeSpan($"phases.{phase}.timeout", config.GetTimeSpan("default-phase-timeout"))))];

        void Place(string phase)
        {
            if (ordered.Contains(phase))
                return;
            if (!open.Add(phase))
                throw new ConfigurationException($"The phase {phase} of akka.coordinated-shutdown depends on itself.");
            foreach (var before in config.GetStringList($"phases.{phase}.depends-on"))
                Place(before);
            ordered.Add(phase);
        }
    }

    public async Task Run(ILoggingAdapter log)
    {
        var running = Tasks.Select(task => (task.Name, Task: Guarded(task.Name, task.Run, log))).ToArray();
        try
        {
            await Task.WhenAll(running.Select(task => task.Task)).WaitAsync(Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var late = string.Join(", ", running.Where(task => !task.Task.IsCompleted).Select(task => task.Name));
            log.Warning("Shutdown phase {0} timed out after {1}: {2}", Name, Timeout, late);
        }
    }

    private async Task Guarded(string task, Func<Task<Done>> run, ILoggingAdapter log)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.Warning(e, "Task {0} of shutdown phase {1} failed: {2}", task, Name, e.Message);
        }
    }
}
