using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace ActorBackup.Node.Logging;

/// <summary>One rolling file per source, opened when a line comes and closed after a minute without one.</summary>
internal sealed class SourceLogs : ILogEventSink, IDisposable
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Logger File, long UsedAt)> _open = [];
    private readonly string _folder;
    private readonly ITextFormatter _format;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <param name="folder">Made when the first line comes.</param>
    public SourceLogs(string folder, ITextFormatter format, TimeProvider time)
    {
        (_folder, _format, _time) = (folder, format, time);
        _sweep = time.CreateTimer(_ => CloseIdle(), null, IdleLimit, IdleLimit);
    }

    public void Emit(LogEvent logEvent)
    {
        if (LogProperties.Line(logEvent).Source is not { } key || !IsFileName(key)) return;
        lock (_gate)
        {
            var file = _open.TryGetValue(key, out var open) ? open.File : Open(key);
            _open[key] = (file, _time.GetTimestamp());
            file.Write(logEvent);
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_gate)
        {
            foreach (var (file, _) in _open.Values) file.Dispose();
            _open.Clear();
        }
    }

    private Logger Open(string key) => new LoggerConfiguration().MinimumLevel.Verbose()
        .WriteTo.File(_format, Path.Join(_folder, key + "-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: NodeLog.FilesKept)
        .CreateLogger();

    private void CloseIdle()
    {
        lock (_gate)
        {
            foreach (var (key, (file, usedAt)) in _open.ToArray())
            {
                if (_time.GetElapsedTime(usedAt) < IdleLimit) continue;
                file.Dispose();
                _open.Remove(key);
            }
        }
    }

    private static bool IsFileName(string key) => key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !key.StartsWith('.');
}
