using System.Text;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Tests.Fakes;

/// <summary>A staged copy in memory that does something of the test's own at every write.</summary>
internal sealed class MemoryCopy(string store, Action<int>? onWrite = null) : IStagedCopy
{
    private readonly MemoryStream _content = new();
    private int _writes;

    public string Text => Encoding.UTF8.GetString(_content.ToArray());

    public StoreName Store { get; } = new(store);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        onWrite?.Invoke(++_writes);
        _content.Write(content.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask ResetAsync(CancellationToken stop)
    {
        _content.SetLength(0);
        return ValueTask.CompletedTask;
    }

    public Task<StoredCopy> CommitAsync(SideCar sideCar, Core.Ownership.IClaim claim, CancellationToken stop) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
