using System.Runtime.InteropServices;

namespace FaultTracer;

/// <summary>Runs a command and every thread and child of it under ptrace, and makes the armed faults happen. All calls from one thread.</summary>
internal sealed class Tracer(IReadOnlyList<string> roots, FaultList faults, EventLog log)
{
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<int, int> _failing = [];
    private int _main;
    private volatile bool _forget;

    /// <summary>From now on points are told once more.</summary>
    public void TellAgain() => _forget = true;

    /// <returns>The command's exit code; 128 + signal if one ended it.</returns>
    public int Run(IReadOnlyList<string> command)
    {
        _main = Native.StartStopped(command);
        if (Native.PTrace(Native.Seize, _main, 0, Native.Options) != 0) throw new IOException($"ptrace refused: error {Marshal.GetLastPInvokeError()}.");
        log.Write("pid", _main);
        Native.Kill(_main, Native.SigCont);
        while (true)
        {
            var thread = Native.Wait(-1, out var status, Native.WaitAll);
            if (thread < 0) return 0;
            if ((status & 0xff) == 0x7f) Stopped(thread, (status >> 8) & 0xff, status >> 16);
            else if (thread == _main) return Ended(status);
        }
    }

    private int Ended(int status)
    {
        var code = (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
        log.Write("exit", code);
        return code;
    }

    private void Stopped(int thread, int signal, int ptraceEvent)
    {
        if (signal == Native.SyscallStop) AtCall(thread);
        // Stops that ptrace makes itself carry no signal for the command; everything else is passed on.
        var pass = signal == Native.SyscallStop || ptraceEvent != 0 ? 0 : signal;
        Native.PTrace(Native.Syscall, thread, 0, pass);
    }

    private void AtCall(int thread)
    {
        if (!SystemCall.TryRead(thread, out var call)) return;
        if (call.Stop == SystemCall.Exit)
        {
            if (_failing.Remove(thread, out var error)) Native.PTrace(Native.PokeUser, thread, Native.ResultOffset, -error);
            return;
        }
        if (call.Stop != SystemCall.Entry || FileOperation.Of(call, thread) is not { } operation || FilePoint.Of(operation, roots) is not { } point) return;
        if (_forget) _seen.Clear();
        _forget = false;
        if (_seen.Add(point)) log.Write("point", point);
        if (faults.Take(point) is not { } fault) return;
        if (fault.Error == 0)
        {
            Native.Kill(_main, Native.SigKill);
        }
        else
        {
            // A call without a number is not made; what it returns is set when it comes back.
            Native.PTrace(Native.PokeUser, thread, Native.CallNumberOffset, -1);
            _failing[thread] = fault.Error;
        }
        log.Write("fired", point);
    }
}
