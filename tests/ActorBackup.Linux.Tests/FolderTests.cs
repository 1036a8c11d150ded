using ActorBackup.Testing;

namespace ActorBackup.Linux.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Does_not_rename_onto_a_name_that_is_taken()
    {
        _scratch.Write("new", "ours");
        _scratch.Write("taken", "theirs");
        using var folder = Folder.Open(_scratch.Path);

        Assert.False(folder.TryRenameNew("new", folder, "taken"));
        Assert.True(folder.TryRenameNew("new", folder, "free"));
        Assert.Equal("theirs", File.ReadAllText(_scratch["taken"]));
    }

    [Fact]
    public void Does_not_enter_a_link()
    {
        Directory.CreateDirectory(_scratch["real"]);
        File.CreateSymbolicLink(_scratch["link"], "real");
        using var folder = Folder.Open(_scratch.Path);

        Assert.Throws<SystemCallException>(() => folder.Enter("link"));
    }

    [Fact]
    public void Does_not_open_a_link_for_writing()
    {
        _scratch.Write("real", "theirs");
        File.CreateSymbolicLink(_scratch["link"], "real");
        using var folder = Folder.Open(_scratch.Path);

        Assert.Throws<SystemCallException>(() => folder.OpenWrite("link"));
        Assert.Throws<SystemCallException>(() => folder.Create("link"));
    }

    [Fact]
    public void Makes_files_that_only_their_owner_can_read()
    {
        using var folder = Folder.Open(_scratch.Path);
        using var file = folder.Create("secret");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch["secret"]));
    }

    [Fact]
    public void Reports_a_full_device_with_its_errno()
    {
        using var file = NativeFile.Open(Flags.CurrentFolder, "/dev/full", "/dev/full", Flags.WriteOnly);

        var failure = Assert.Throws<SystemCallException>(() => file.Write("x"u8));

        Assert.Equal(28, failure.HResult);
        Assert.StartsWith("write /dev/full: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_that_a_file_cannot_be_synced()
    {
        using var file = NativeFile.Open(Flags.CurrentFolder, "/dev/null", "/dev/null", Flags.WriteOnly);

        Assert.Equal(Errno.Invalid, Assert.Throws<SystemCallException>(file.Sync).Errno);
    }

    [Fact]
    public void Reads_the_status_that_stat_tells()
    {
        var path = _scratch.Write("file", "12345");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 20, 9, 30, 0, DateTimeKind.Utc));

        var status = FileStatus.Of(path, follow: true)!.Value;

        Assert.True(status is { IsFile: true, Bytes: 5, Mode: 0x104, Links: 1, ModifiedNanos: 1_795_167_000_000_000_000 });
        Assert.Null(FileStatus.Of(_scratch["none"], follow: true));
    }
}
