using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Checking;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>A week of minutes; <c>scripts/year.sh</c> runs the year, with restic looking on.</summary>
public sealed class MinutesOfCapturesTests
{
    private const int Captures = 10_000;

    [Fact]
    public Task Keeps_a_repository_of_a_file_small() => RunAsync(new MinuteFile());

    [Fact]
    public async Task Keeps_a_repository_of_a_tree_small()
    {
        using var scratch = new ScratchFolder();
        await RunAsync(new MinuteTree(scratch["tree"]));
    }

    private static async Task RunAsync(IMinuteSource source)
    {
        var (backend, clock) = (new MemoryBackend(), new VirtualTime(MinutesOfCaptures.Start));
        await using var repository = await VirtualRepository.InitAsync(backend, clock);
        await using var minutes = new MinutesOfCaptures(repository, source, clock);

        await minutes.RunAsync(Captures, _ => AssertSmall(backend), default);

        Assert.InRange(backend.BytesSaved, 0, 4 * minutes.CapturedBytes);
        Assert.True((await CheckRun.RunAsync(repository, new CheckOptions(), static _ => { }, default)).IsSound);
    }

    private static Task AssertSmall(MemoryBackend backend)
    {
        Assert.InRange(backend.Count(FileKind.Index), 1, VirtualRepository.MaxIndexFiles);
        Assert.InRange(backend.Count(FileKind.Pack), 1, VirtualRepository.MaxPacks);
        Assert.InRange(backend.Count(FileKind.Snapshot), 1, VirtualRepository.MaxSnapshots);
        Assert.Equal(0, backend.Count(FileKind.Lock));
        return Task.CompletedTask;
    }
}
