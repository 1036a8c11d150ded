using FaultTracer;

// faulttracer EVENTS ROOT[:ROOT…] [FAULT…] -- COMMAND…: runs a command and, at chosen file operations below the roots, kills it or lets the call fail.
// Further faults come by standard input, a line each ("arm FAULT", "clear", "again"); what happens is appended to EVENTS.
var split = Array.IndexOf(args, "--");
if (split < 2 || split + 1 == args.Length)
{
    await Console.Error.WriteLineAsync("usage: faulttracer EVENTS ROOT[:ROOT...] [FAULT...] -- COMMAND...");
    return 2;
}
using var log = new EventLog(args[0]);
var faults = new FaultList();
foreach (var fault in args[2..split]) faults.Arm(Fault.Parse(fault));
var tracer = new Tracer(args[1].Split(':'), faults, log);
new Thread(Listen) { IsBackground = true }.Start();
return tracer.Run(args[(split + 1)..]);

void Listen()
{
    while (Console.In.ReadLine() is { } line)
    {
        if (line == "clear") faults.Clear();
        else if (line == "again") tracer.TellAgain();
        else if (line.StartsWith("arm ", StringComparison.Ordinal)) faults.Arm(Fault.Parse(line[4..]));
        log.Write("heard", line);
    }
}
