using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>Files in memory: what is captured, and what a restore puts back.</summary>
internal sealed class FakeFiles(TimeProvider time) : ISourceCapture, IFileRestore
{
    private readonly ConcurrentDictionary<string, (byte[] Content, FileStamp Stamp)> _files = new();
    private ulong _inode = 100;

    /// <summary>Captures wait for this once they have begun.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Restores wait for this, and heed nothing but their claim when they go on.</summary>
    public TaskCompletionSource? RestoreGate { get; set; }

    /// <summary>Captures answer that the file cannot be read.</summary>
    public string? UnreadableBecause { get; set; }

    /// <summary>Thrown by the next capture, once.</summary>
    public Exception? Breaks { get; set; }

    public RestoreResult? RestoreEndsWith { get; set; }
    public int Captures;
    public int MostAtOnce;
    private int _atOnce;

    public void Write(string path, string content, bool racy = false)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var inode = Interlocked.Increment(ref _inode);
        _files[path] = (bytes, Some.Stamp(time.GetUtcNow(), bytes.Length, inode, racy));
    }

    /// <summary>Time has passed since it was written: its stamp is no longer racy.</summary>
    public void Settle(string path) => _files[path] = (_files[path].Content, _files[path].Stamp with { Racy = false });

    public void Delete(string path) => _files.TryRemove(path, out _);

    public string Read(string path) => Encoding.UTF8.GetString(_files[path].Content);

    public FileStamp? Stat(string path) => _files.TryGetValue(path, out var file) ? file.Stamp : null;

    public async Task<CaptureResult> CaptureAsync(CaptureRequest request, IReadOnlyList<IStagedCopy> into, CancellationToken stop)
    {
        Interlocked.Increment(ref Captures);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            if (Gate is { } gate) await gate.Task.WaitAsync(stop);
            if (Breaks is { } broken)
            {
                Breaks = null;
                throw broken;
            }

            if (UnreadableBecause is { } reason) return new CaptureResult.Unreadable(reason);
            if (!_files.TryGetValue(request.Path, out var file)) return new CaptureResult.Missing($"{request.Path} is not there");
            foreach (var copy in into) await copy.WriteAsync(file.Content, stop);
            var items = Encoding.UTF8.GetString(file.Content).Count(c => c == ',') + 1;
            return new CaptureResult.Captured(
                file.Stamp, FakeStore.DigestOf(file.Content), file.Content.Length, new ContentReading("json", items, null, Blank: false), Torn: null,
                time.GetUtcNow(), ImmutableDictionary<StoreName, StoreException>.Empty);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    public async Task<RestoreResult> RestoreAsync(RestoreRequest request, IClaim claim, Func<CancellationToken, Task<Stream>> content, CancellationToken stop)
    {
        if (RestoreEndsWith is { } result) return result;
        if (RestoreGate is { } gate) await gate.Task.WaitAsync(CancellationToken.None);
        await using var stream = await content(stop);
        if (!claim.Holds) return new RestoreResult.Failed("the ownership has ended");
        using var text = new StreamReader(stream);
        Write(request.Target, await text.ReadToEndAsync(stop));
        return new RestoreResult.Restored(request.Target, request.Bytes, Rewritten: false, Note: null);
    }

    public void RemoveLeftovers(string target) => Leftovers.Enqueue(target);

    public ConcurrentQueue<string> Leftovers { get; } = [];

    public string Resolve(string target, string fileName, bool inPlace) => target;
}
