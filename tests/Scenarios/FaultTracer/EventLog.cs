using System.Text;

namespace FaultTracer;

/// <summary>Tells the one who started the tracer what happens, a line each: <c>pid</c>, <c>point</c>, <c>fired</c>, <c>exit</c>.</summary>
internal sealed class EventLog(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Write(string kind, object what)
    {
        lock (_file) _file.Write(Encoding.UTF8.GetBytes($"{kind} {what}\n"));
    }

    public void Dispose() => _file.Dispose();
}
