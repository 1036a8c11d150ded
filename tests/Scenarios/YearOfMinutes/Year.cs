using System.Diagnostics;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Tests.Endurance;

namespace ActorBackup.Scenarios.YearOfMinutes;

/// <summary>A year (or some days) of minutes on a repository in memory. At every midnight its files are counted, at twelve points restic looks at it.</summary>
internal sealed class Year(string kind, int days, Report report) : IAsyncDisposable
{
    private const int Points = 12;

    private readonly MemoryBackend _backend = new();
    private readonly VirtualTime _clock = new(MinutesOfCaptures.Start);
    private readonly List<Month> _months = [];
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private int _mostIndexes, _mostPacks, _mostSnapshots;

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("year-of-minutes-");
        try
        {
            await using var repository = await VirtualRepository.InitAsync(_backend, _clock);
            IMinuteSource source = kind == "tree" ? new MinuteTree(Path.Join(folder.FullName, "tree")) : new MinuteFile();
            await using var minutes = new MinutesOfCaptures(repository, source, _clock);
            await minutes.RunAsync(days * 1440L, day => MidnightAsync(day, minutes, folder.FullName), default);
            Conclude(minutes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private async Task MidnightAsync(int day, MinutesOfCaptures minutes, string folder)
    {
        _mostIndexes = Math.Max(_mostIndexes, _backend.Count(FileKind.Index));
        _mostPacks = Math.Max(_mostPacks, _backend.Count(FileKind.Pack));
        _mostSnapshots = Math.Max(_mostSnapshots, _backend.Count(FileKind.Snapshot));
        if (day * Points / days == (day - 1) * Points / days) return;

        var latencies = minutes.Latencies.Order().ToArray();
        minutes.Latencies.Clear();
        _months.Add(new Month(_months.Count + 1, latencies[latencies.Length / 2], latencies[^1], GC.GetTotalMemory(forceFullCollection: true) - await StoredBytesAsync()));
        report.Say($"{kind}: day {day} of {days} after {_running.Elapsed.TotalMinutes:N1} min: median of a capture {_months[^1].Milliseconds:N2} ms, heap {_months[^1].HeapBytes >> 10:N0} KiB, "
            + $"written {(double)_backend.BytesSaved / minutes.CapturedBytes:N2} times what was captured; {_backend.Count(FileKind.Index)} indexes, {_backend.Count(FileKind.Pack)} packs, {_backend.Count(FileKind.Snapshot)} snapshots");
        await ResticLook.AtAsync(_backend, Path.Join(folder, "export"), report);
    }

    private void Conclude(MinutesOfCaptures minutes)
    {
        report.Say($"{kind}, {days} days of minutes:");
        report.AtMost("index files at any midnight", _mostIndexes, VirtualRepository.MaxIndexFiles, "");
        report.AtMost("packs at any midnight", _mostPacks, VirtualRepository.MaxPacks, "");
        report.AtMost("snapshots at any midnight", _mostSnapshots, VirtualRepository.MaxSnapshots, "");
        report.AtMost("bytes written for a byte captured", (double)_backend.BytesSaved / minutes.CapturedBytes, 4, "");
        if (_months.Count < 3) return;
        // The first month has the just-in-time compiler in it.
        report.AtMost("capture in the last month against the first", _months[^1].Milliseconds / _months[0].Milliseconds, 1.2, "");
        report.AtMost("heap in the last month against the second", (double)_months[^1].HeapBytes / _months[1].HeapBytes, 1.2, "");
    }

    private async Task<long> StoredBytesAsync()
    {
        var bytes = 0L;
        foreach (var kindOfFile in Enum.GetValues<FileKind>())
            await foreach (var file in _backend.ListAsync(kindOfFile, default)) bytes += file.Bytes;
        return bytes;
    }
}
