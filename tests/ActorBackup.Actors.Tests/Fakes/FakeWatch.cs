using System.Collections.Concurrent;
using System.Threading.Channels;
using ActorBackup.Core.Watching;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>A watch whose events a test makes.</summary>
internal sealed class FakeWatch : IFileWatch
{
    private readonly Channel<FileEvent> _events = Channel.CreateUnbounded<FileEvent>();

    public ChannelReader<FileEvent> Events => _events.Reader;
    public ConcurrentDictionary<string, bool> Watched { get; } = [];

    /// <summary>Null: every folder can be watched.</summary>
    public string? RefusesBecause { get; set; }

    public bool TryWatch(string folder, out string? reason)
    {
        reason = RefusesBecause;
        if (reason is null) Watched[folder] = true;
        return reason is null;
    }

    public void Unwatch(string folder) => Watched.TryRemove(folder, out _);

    public void Tell(string path, FileEventKind kind) => _events.Writer.TryWrite(new FileEvent(Path.GetDirectoryName(path)!, Path.GetFileName(path), kind));

    public void Reach(long mark) => Tell(new FileEvent("", null, FileEventKind.Reached) { Mark = mark });

    public void Tell(FileEvent e) => _events.Writer.TryWrite(e);

    public ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        return default;
    }
}
