using System.Runtime.InteropServices;
using ActorBackup.Node.Cli;

using var stop = new CancellationTokenSource();
var isNode = args.FirstOrDefault(a => !a.StartsWith('-')) == "node";

// A node stops cleanly by signals of its own; every other command is simply interrupted.
using var interrupt = isNode ? null : PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = !stop.IsCancellationRequested;     // a second one does not wait for what is under way
    stop.Cancel();
});
return await CommandLine.RunAsync(args, World.OfProcess(), stop.Token);
