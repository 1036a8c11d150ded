using System.Runtime.InteropServices;
using Scenarios;
using Scenarios.Demo;

// The demo of scripts/run.sh. Everything happens in a temporary folder that is removed at the end, also after Ctrl-C.
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var narrator = new Narrator(Console.Out);
await using var sandbox = new Sandbox();
try
{
    var run = new DemoRun(sandbox, narrator, stop.Token).RunAsync();
    await Task.WhenAny(run, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
    stop.Token.ThrowIfCancellationRequested();
    return await run ? 0 : 1;
}
catch (OperationCanceledException)
{
    narrator.Tell("Interrupted; everything that was started is ended.");
    return 130;
}
catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
{
    narrator.Tell($"The demo failed: {failure.Message}");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
