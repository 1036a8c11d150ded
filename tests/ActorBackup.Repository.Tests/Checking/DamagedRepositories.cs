using ActorBackup.Repository.Backends;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Checking;

/// <summary>Copies of one repository that restic wrote, each with one kind of damage.</summary>
internal static class DamagedRepositories
{
    public static RepositoryOptions Options { get; } = SomeRepository.Options with { Clock = new HastyTime(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)) };

    public static IEnumerable<string> Names { get; } =
        Directory.EnumerateFiles(VectorFile.PathOf("damaged")).Select(path => Path.GetFileName(path).Replace(".tar.gz", "", StringComparison.Ordinal)).Order();

    public static async Task<MemoryBackend> LoadAsync(string name)
    {
        using var scratch = new ScratchFolder();
        await using var folder = new LocalBackend(VectorFile.Unpack($"damaged/{name}.tar.gz", scratch.Path));
        var memory = new MemoryBackend();
        if (await folder.SizeAsync(FileHandle.Config, CancellationToken.None) is not null)
            memory.Overwrite(FileHandle.Config, (await folder.LoadAsync(FileHandle.Config, null, CancellationToken.None)).Span);
        foreach (var kind in Enum.GetValues<FileKind>().Except([FileKind.Config]))
            await foreach (var file in folder.ListAsync(kind, CancellationToken.None))
                memory.Overwrite(file.File, (await folder.LoadAsync(file.File, null, CancellationToken.None)).Span);
        return memory;
    }

    public static async Task<OpenRepository> OpenAsync(IBackend backend) => await OpenRepository.OpenAsync(backend, SomeRepository.Password, Options, CancellationToken.None);
}
