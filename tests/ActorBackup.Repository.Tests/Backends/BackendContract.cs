using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Tests.Backends;

/// <summary>What every backend promises. A new one is tested by deriving from this.</summary>
public abstract class BackendContract : IAsyncLifetime
{
    private static readonly byte[] Content = SomeRepository.Content(7, 200_000);

    protected abstract IBackend Backend { get; }

    public virtual Task InitializeAsync() => Backend.CreateAsync(CancellationToken.None);

    public virtual async Task DisposeAsync() => await Backend.DisposeAsync();

    public static TheoryData<FileKind> Kinds { get; } = [.. Enum.GetValues<FileKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Gives_back_what_was_saved(FileKind kind)
    {
        var file = File(kind);

        await Backend.SaveAsync(file, Content, default);

        Assert.Equal(Content, (await Backend.LoadAsync(file, null, default)).ToArray());
        Assert.Equal(Content.Length, await Backend.SizeAsync(file, default));
    }

    [Fact]
    public async Task Gives_back_a_part()
    {
        await Backend.SaveAsync(File(FileKind.Pack), Content, default);

        var part = await Backend.LoadAsync(File(FileKind.Pack), new ByteRange(1234, 4321), default);

        Assert.Equal(Content.AsSpan(1234, 4321).ToArray(), part.ToArray());
    }

    [Fact]
    public async Task Gives_no_part_that_reaches_past_the_end()
    {
        await Backend.SaveAsync(File(FileKind.Pack), Content, default);

        await FailsAsync(RepositoryFailure.Damaged, () => Backend.LoadAsync(File(FileKind.Pack), new ByteRange(Content.Length - 10, 11), default));
    }

    [Fact]
    public async Task Says_what_is_missing()
    {
        await FailsAsync(RepositoryFailure.Missing, () => Backend.LoadAsync(File(FileKind.Snapshot), null, default));
        Assert.Null(await Backend.SizeAsync(File(FileKind.Snapshot), default));
        Assert.Null(await Backend.SizeAsync(FileHandle.Config, default));
    }

    [Fact]
    public async Task Saves_again_what_is_there()
    {
        await Backend.SaveAsync(File(FileKind.Index), Content, default);
        await Backend.SaveAsync(File(FileKind.Index), Content, default);

        Assert.Single(await ListAsync(FileKind.Index));
    }

    [Fact]
    public async Task Creates_only_what_is_not_there()
    {
        Assert.True(await Backend.TryCreateAsync(FileHandle.Config, Content, default));
        Assert.False(await Backend.TryCreateAsync(FileHandle.Config, new byte[1], default));

        Assert.Equal(Content, (await Backend.LoadAsync(FileHandle.Config, null, default)).ToArray());
    }

    [Fact]
    public async Task Lets_one_of_many_create_the_config()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Backend.TryCreateAsync(FileHandle.Config, new byte[] { (byte)i }, default)));

        Assert.Single(tries, created => created);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Lists_the_files_of_one_kind_with_their_sizes(FileKind kind)
    {
        foreach (var other in Enum.GetValues<FileKind>()) await Backend.SaveAsync(File(other), Content.AsMemory(0, 1 + (int)other), default);
        if (kind != FileKind.Config) await Backend.SaveAsync(File(kind, "other"), Content, default);

        var found = await ListAsync(kind);

        StoredFile[] expected = kind == FileKind.Config ? [new(File(kind), 1)] : [new(File(kind), 1 + (int)kind), new(File(kind, "other"), Content.Length)];
        Assert.Equal(expected.OrderBy(f => f.File.Name), found.OrderBy(f => f.File.Name));
    }

    [Fact]
    public async Task Lists_nothing_where_nothing_is()
    {
        foreach (var kind in Enum.GetValues<FileKind>()) Assert.Empty(await ListAsync(kind));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Removes_what_is_there_and_what_is_not(FileKind kind)
    {
        await Backend.SaveAsync(File(kind), Content, default);

        await Backend.RemoveAsync(File(kind), default);
        await Backend.RemoveAsync(File(kind), default);

        Assert.Null(await Backend.SizeAsync(File(kind), default));
        Assert.Empty(await ListAsync(kind));
    }

    [Fact]
    public async Task Is_made_ready_twice_without_harm()
    {
        await Backend.SaveAsync(File(FileKind.Key), Content, default);

        await Backend.CreateAsync(default);

        Assert.Single(await ListAsync(FileKind.Key));
    }

    [Fact]
    public async Task Does_nothing_once_it_is_told_to_stop()
    {
        var stop = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backend.SaveAsync(File(FileKind.Pack), Content, stop));

        Assert.Empty(await ListAsync(FileKind.Pack));
    }

    [Fact]
    public async Task Serves_many_at_a_time()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (i, stop) =>
        {
            var file = File(FileKind.Pack, $"{i}");
            await Backend.SaveAsync(file, Content.AsMemory(0, 1000 + i), stop);
            Assert.Equal(1000 + i, (await Backend.LoadAsync(file, null, stop)).Length);
        });

        Assert.Equal(40, (await ListAsync(FileKind.Pack)).Count);
    }

    protected static FileHandle File(FileKind kind, string name = "some") =>
        kind == FileKind.Config ? FileHandle.Config : new FileHandle(kind, Sha256Value.Of(System.Text.Encoding.UTF8.GetBytes(name)));

    protected async Task<List<StoredFile>> ListAsync(FileKind kind)
    {
        var files = new List<StoredFile>();
        await foreach (var file in Backend.ListAsync(kind, default)) files.Add(file);
        return files;
    }

    protected static async Task FailsAsync(RepositoryFailure expected, Func<Task> call) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<RepositoryException>(call)).Failure);
}
