using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ActorBackup.Wire.Json;
using Serilog.Core;
using Serilog.Events;

namespace ActorBackup.Node.Logging;

/// <summary>The last lines of this start of the node, and whoever follows them.</summary>
internal sealed class LogTail : ILogEventSink
{
    private const int Kept = 1000;
    private readonly Lock _gate = new();
    private readonly Queue<LogLineJson> _last = new();
    private ImmutableList<Channel<LogLineJson>> _followers = [];

    public void Emit(LogEvent logEvent)
    {
        var line = LogProperties.Line(logEvent);
        lock (_gate)
        {
            _last.Enqueue(line);
            if (_last.Count > Kept) _last.Dequeue();
            foreach (var follower in _followers) follower.Writer.TryWrite(line);
        }
    }

    /// <summary>What is kept, oldest first, then, if <paramref name="follow"/>, what comes. A follower that cannot keep up loses its oldest lines.</summary>
    public async IAsyncEnumerable<LogLineJson> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken stop)
    {
        var channel = Channel.CreateBounded<LogLineJson>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        LogLineJson[] last;
        lock (_gate)
        {
            last = [.. _last];
            if (follow) _followers = _followers.Add(channel);
        }

        try
        {
            foreach (var line in last) yield return line;
            if (!follow) yield break;
            await foreach (var line in channel.Reader.ReadAllAsync(stop)) yield return line;
        }
        finally
        {
            lock (_gate) _followers = _followers.Remove(channel);
        }
    }

    /// <summary>Ends every follower's reading: the node stops.</summary>
    public void Complete()
    {
        lock (_gate)
            foreach (var follower in _followers) follower.Writer.TryComplete();
    }
}
