using System.Collections.Immutable;
using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Capturing;

/// <summary>The staged copies of one capture: one that fails is given up, the others go on.</summary>
internal sealed class FanOut(IReadOnlyList<IStagedCopy> copies)
{
    private readonly List<IStagedCopy> _good = [.. copies];

    public ImmutableDictionary<StoreName, StoreException> Failures { get; private set; } = ImmutableDictionary<StoreName, StoreException>.Empty;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop) => EachAsync(c => c.WriteAsync(content, stop));

    public ValueTask ResetAsync(CancellationToken stop) => EachAsync(c => c.ResetAsync(stop));

    /// <exception cref="StoreException">The last one failed.</exception>
    private async ValueTask EachAsync(Func<IStagedCopy, ValueTask> action)
    {
        for (var i = _good.Count - 1; i >= 0; i--)
        {
            try { await action(_good[i]); }
            catch (StoreException e)
            {
                Failures = Failures.SetItem(_good[i].Store, e);
                _good.RemoveAt(i);
                if (_good.Count == 0) throw;
            }
        }
    }
}
