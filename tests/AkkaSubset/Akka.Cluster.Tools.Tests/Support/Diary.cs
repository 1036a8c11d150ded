namespace Akka.Cluster.Tools.Tests.Support;

/// <summary>What happened, in the order in which it did. Safe on any thread.</summary>
internal sealed class Diary
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_entries) return [.. _entries];
        }
    }

    public void Note(string entry)
    {
        lock (_entries) _entries.Add(entry);
    }

    /// <summary>Done when it says so; fails with all entries if it does not in time.</summary>
    public Task ExpectAsync(params string[] entries) => ExpectAsync(entries, all => all);

    /// <summary>The same, in whatever order.</summary>
    public Task ExpectSetAsync(params string[] entries) => ExpectAsync(entries, all => all.Order());

    private async Task ExpectAsync(string[] entries, Func<IReadOnlyList<string>, IEnumerable<string>> order)
    {
        using var stop = new CancellationTokenSource(TestNodes.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!order(Entries).SequenceEqual(entries) && !stop.IsCancellationRequested) await timer.WaitForNextTickAsync(CancellationToken.None);
        Assert.Equal(entries, order(Entries));
    }
}
