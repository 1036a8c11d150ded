using System.Runtime.InteropServices;
using Scenarios;
using Scenarios.Cluster;
using Scenarios.Demo;

// The demo of scripts/run.sh, or with "cluster" the tour of scripts/cluster.sh. Everything happens in a temporary folder that is removed at the end, also after Ctrl-C.
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var narrator = new Narrator(Console.Out);
try
{
    return await (args is ["cluster"] ? TourAsync() : DemoAsync()) ? 0 : 1;
}
catch (OperationCanceledException)
{
    narrator.Tell("Interrupted; everything that was started is ended.");
    return 130;
}
catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
{
    narrator.Tell($"It failed: {failure.Message}");
    return 1;
}

async Task<bool> DemoAsync()
{
    await using var sandbox = new Sandbox();
    return await EndedAsync(new DemoRun(sandbox, narrator, stop.Token).RunAsync());
}

async Task<bool> TourAsync()
{
    await using var cluster = ClusterSandbox.OnPostgres();
    return await EndedAsync(new ClusterTour(cluster, narrator, stop.Token).RunAsync());
}

// What was started ends with its sandbox, also where the run has not noticed yet that it is to stop.
async Task<bool> EndedAsync(Task<bool> run)
{
    await Task.WhenAny(run, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
    stop.Token.ThrowIfCancellationRequested();
    return await run;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
