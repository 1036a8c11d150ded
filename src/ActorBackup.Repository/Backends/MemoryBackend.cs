using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ActorBackup.Repository.Backends;

/// <summary>A repository in memory: for tests, and for simulating years. Knows what it was asked, and can be made to fail.</summary>
public sealed class MemoryBackend : IBackend
{
    // By kind, so that listing the few files of one kind does not cost the many of another.
    private readonly ConcurrentDictionary<FileHandle, byte[]>[] _files = [.. Enum.GetValues<FileKind>().Select(static _ => new ConcurrentDictionary<FileHandle, byte[]>())];
    private long _calls, _bytesSaved, _bytesLoaded;

    public string Location => "memory";

    public int Connections { get; init; } = 2;

    /// <summary>Asked before each call; what it throws is the call's failure, and the call is not made.</summary>
    public Action<BackendCall>? Before { get; set; }

    /// <summary>Told after each call that was made.</summary>
    public Action<BackendCall>? After { get; set; }

    public long Calls => Interlocked.Read(ref _calls);

    public long BytesSaved => Interlocked.Read(ref _bytesSaved);

    public long BytesLoaded => Interlocked.Read(ref _bytesLoaded);

    public int Count(FileKind kind) => Files(kind).Count;

    /// <summary>The repository as it is now, as a crash would leave it.</summary>
    public MemoryBackend Copy()
    {
        var copy = new MemoryBackend { Connections = Connections };
        foreach (var (file, content) in _files.SelectMany(static files => files)) copy.Files(file.Kind)[file] = content;
        return copy;
    }

    /// <summary>Writes over a file, whatever its name: to damage it.</summary>
    public void Overwrite(FileHandle file, ReadOnlySpan<byte> content) => Files(file.Kind)[file] = content.ToArray();

    public Task CreateAsync(CancellationToken stop) => Run(BackendOperation.Create, FileHandle.Config, 0, static () => 0, stop);

    public Task SaveAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop) => Run(BackendOperation.Save, file, content.Length, () =>
    {
        Files(file.Kind)[file] = content.ToArray();
        return Interlocked.Add(ref _bytesSaved, content.Length);
    }, stop);

    public Task<bool> TryCreateAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        Run(BackendOperation.Save, file, content.Length, () =>
        {
            Interlocked.Add(ref _bytesSaved, content.Length);
            return Files(file.Kind).TryAdd(file, content.ToArray());
        }, stop);

    public Task<ReadOnlyMemory<byte>> LoadAsync(FileHandle file, ByteRange? range, CancellationToken stop) =>
        Run(BackendOperation.Load, file, range?.Length ?? 0, () =>
        {
            if (!Files(file.Kind).TryGetValue(file, out var content)) throw BackendFailure.Missing($"load {file}", Location);
            if (range is { } part && (part.Offset < 0 || part.Offset + part.Length > content.Length)) throw BackendFailure.TooShort(file, part, Location);
            ReadOnlyMemory<byte> loaded = range is { } r ? content.AsMemory((int)r.Offset, r.Length) : content;
            Interlocked.Add(ref _bytesLoaded, loaded.Length);
            return loaded;
        }, stop);

    public Task<long?> SizeAsync(FileHandle file, CancellationToken stop) =>
        Run(BackendOperation.Size, file, 0, () => Files(file.Kind).TryGetValue(file, out var content) ? content.Length : (long?)null, stop);

    public async IAsyncEnumerable<StoredFile> ListAsync(FileKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        var files = await Run(BackendOperation.List, new FileHandle(kind, default), 0,
            () => Files(kind).Select(static f => new StoredFile(f.Key, f.Value.Length)).ToArray(), stop);
        foreach (var file in files) yield return file;
    }

    public Task RemoveAsync(FileHandle file, CancellationToken stop) => Run(BackendOperation.Remove, file, 0, () => Files(file.Kind).TryRemove(file, out _), stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ConcurrentDictionary<FileHandle, byte[]> Files(FileKind kind) => _files[(int)kind];

    private Task<T> Run<T>(BackendOperation operation, FileHandle file, long bytes, Func<T> deed, CancellationToken stop)
    {
        if (stop.IsCancellationRequested) return Task.FromCanceled<T>(stop);
        var call = new BackendCall(Interlocked.Increment(ref _calls), operation, file, bytes);
        try
        {
            Before?.Invoke(call);
            var result = deed();
            After?.Invoke(call);
            return Task.FromResult(result);
        }
        catch (Exception e)
        {
            // Whatever a test throws is this call's failure.
            return Task.FromException<T>(e);
        }
    }
}
