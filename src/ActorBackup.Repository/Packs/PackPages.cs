using ActorBackup.Linux;

namespace ActorBackup.Repository.Packs;

/// <summary>The memory of one writer's packs, used again from pack to pack, and given back to the system when the writer is done.</summary>
/// <param name="packBytes">What a pack has when it is finished; it then has up to one blob more.</param>
internal sealed class PackPages(int packBytes) : IDisposable
{
    private const int LargestUsualBlob = 9 << 20;

    // One is filled while two are saved.
    private const int MostIdle = 3;

    private readonly int _usual = packBytes + LargestUsualBlob;
    private readonly Stack<Pages> _idle = new();
    private bool _done;

    public Pages Take(int atLeast)
    {
        lock (_idle)
        {
            if (atLeast <= _usual && _idle.TryPop(out var pages)) return pages;
        }
        return Pages.Map(Math.Max(atLeast, _usual));
    }

    public void Return(Pages pages)
    {
        lock (_idle)
        {
            if (!_done && pages.Length == _usual && _idle.Count < MostIdle)
            {
                _idle.Push(pages);
                return;
            }
        }
        pages.Dispose();
    }

    /// <summary>What is still in use is released when it comes back.</summary>
    public void Dispose()
    {
        lock (_idle)
        {
            _done = true;
            while (_idle.TryPop(out var pages)) pages.Dispose();
        }
    }
}
