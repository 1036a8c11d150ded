using System.Runtime.InteropServices;
using Collector;

// A program as others write them: it keeps a graph in memory, saves it every round, and wants to know that the save is backed up.
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = CollectorOptions.Parse(args);
    await using var nodes = NodesAsked.Open(options);
    return await new CollectorRun(options, nodes.Requests, TimeProvider.System, Console.Out).RunAsync(stop.Token) ? 0 : 1;
}
catch (OperationCanceledException)
{
    return 130;
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
