using ActorBackup.Repository.Backends;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backends;

public sealed class LocalBackendTests : BackendContract
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead, GroupReads = UnixFileMode.UserRead | UnixFileMode.GroupRead,
        OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        GroupToo = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private readonly ScratchFolder _scratch = new();

    public LocalBackendTests() => Backend = new LocalBackend(_scratch["repo"]);

    protected override IBackend Backend { get; }

    private string Root => _scratch["repo"];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public void Makes_all_folders_for_their_owner_alone()
    {
        string[] expected = [.. Enumerable.Range(0, 256).Select(i => $"data/{i:x2}"), "data", "index", "keys", "locks", "snapshots"];

        var folders = Directory.GetDirectories(Root, "*", SearchOption.AllDirectories);

        Assert.Equal(expected.Order(), folders.Select(f => Path.GetRelativePath(Root, f)).Order());
        Assert.All(folders, f => Assert.Equal(OwnerOnly, System.IO.File.GetUnixFileMode(f)));
    }

    [Fact]
    public async Task Leaves_nothing_but_the_file_which_nobody_can_change()
    {
        var file = File(FileKind.Pack);

        await Backend.SaveAsync(file, new byte[100_000], default);

        var path = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Join(Root, file.ToString()), path);
        Assert.Equal(OwnerReads, System.IO.File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Lets_the_group_in_where_it_may_read_the_config()
    {
        await Backend.SaveAsync(FileHandle.Config, new byte[1], default);
        System.IO.File.SetUnixFileMode(Path.Join(Root, "config"), GroupReads);
        Directory.Delete(Path.Join(Root, "data"), recursive: true);
        var file = File(FileKind.Pack);

        await Backend.SaveAsync(file, new byte[1], default);

        Assert.Equal(GroupReads, System.IO.File.GetUnixFileMode(Path.Join(Root, file.ToString())));
        Assert.Equal(GroupToo, System.IO.File.GetUnixFileMode(Path.Join(Root, "data")));
        Assert.Equal(GroupToo, System.IO.File.GetUnixFileMode(Path.Join(Root, "data", file.Name.ToString()[..2])));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Makes_a_missing_folder_on_demand(FileKind kind)
    {
        foreach (var folder in Directory.GetDirectories(Root)) Directory.Delete(folder, recursive: true);

        Assert.Empty(await ListAsync(kind));
        await Backend.SaveAsync(File(kind), new byte[1], default);

        Assert.Single(await ListAsync(kind));
    }

    [Theory]
    [InlineData("junk")]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000-tmp-1")]
    public async Task Overlooks_what_is_not_named_by_a_hash(string name)
    {
        foreach (var folder in (string[])["index", "data/00", "data"]) System.IO.File.WriteAllText(Path.Join(Root, folder, name), "x");

        Assert.Empty(await ListAsync(FileKind.Index));
        Assert.Empty(await ListAsync(FileKind.Pack));
    }

    [Fact]
    public async Task Overlooks_a_folder_that_has_a_files_name()
    {
        Directory.CreateDirectory(Path.Join(Root, "index", new string('0', 64)));

        Assert.Empty(await ListAsync(FileKind.Index));
    }

    [Fact]
    public async Task Calls_a_repository_away_that_was_there_instead_of_concluding_anything()
    {
        await Backend.SaveAsync(FileHandle.Config, new byte[1], default);
        await Backend.LoadAsync(FileHandle.Config, null, default);
        Directory.Move(Root, Root + "-elsewhere");
        Directory.CreateDirectory(Root);

        await FailsAsync(RepositoryFailure.Unreachable, () => ListAsync(FileKind.Snapshot));
        await FailsAsync(RepositoryFailure.Unreachable, () => Backend.LoadAsync(File(FileKind.Pack), null, default));
        await FailsAsync(RepositoryFailure.Unreachable, () => Backend.SizeAsync(File(FileKind.Snapshot), default));
        await FailsAsync(RepositoryFailure.Unreachable, () => Backend.SaveAsync(File(FileKind.Pack), new byte[1], default));
        await FailsAsync(RepositoryFailure.Unreachable, () => Backend.RemoveAsync(File(FileKind.Pack), default));
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public async Task Does_not_make_the_repositorys_own_folder_to_save_a_file()
    {
        Directory.Delete(Root, recursive: true);

        await FailsAsync(RepositoryFailure.Missing, () => Backend.SaveAsync(File(FileKind.Lock), new byte[1], default));

        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task Removes_what_a_killed_save_left_once_it_is_old()
    {
        await Backend.SaveAsync(File(FileKind.Pack), new byte[1], default);
        var name = File(FileKind.Pack).ToString();
        foreach (var left in (string[])[$"{name}-tmp-1", $"{name}-tmp-2", "config-tmp-1", "index/junk"]) System.IO.File.WriteAllText(Path.Join(Root, left), "");
        System.IO.File.SetLastWriteTimeUtc(Path.Join(Root, $"{name}-tmp-2"), Some.Noon.UtcDateTime.AddYears(-9));
        System.IO.File.SetLastWriteTimeUtc(Path.Join(Root, "config-tmp-1"), Some.Noon.UtcDateTime.AddYears(-9));

        await Backend.RemoveLeftoversAsync(Some.Noon.AddYears(-8), default);

        var files = Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order();
        Assert.Equal([name, $"{name}-tmp-1", "index/junk"], files);
    }

    [Fact]
    public async Task Mends_a_file_by_saving_it_again()
    {
        var (file, content) = (File(FileKind.Pack), SomeRepository.Content(1, 1000));
        await Backend.SaveAsync(file, content, default);
        var path = Path.Join(Root, file.ToString());
        System.IO.File.Delete(path);
        System.IO.File.WriteAllText(path, "cut");

        await Backend.SaveAsync(file, content, default);

        Assert.Equal(content, System.IO.File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Says_that_a_folder_is_a_file_without_leaving_anything()
    {
        Directory.Delete(Path.Join(Root, "locks"));
        System.IO.File.WriteAllText(Path.Join(Root, "locks"), "");

        await Assert.ThrowsAsync<RepositoryException>(() => Backend.SaveAsync(File(FileKind.Lock), new byte[1], default));

        Assert.Equal("locks", Path.GetFileName(Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories))));
    }
}
