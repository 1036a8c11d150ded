using System.Text;
using ActorBackup.Testing;

namespace ActorBackup.Linux.Tests;

public sealed class RawTargetTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly RawTarget _target;

    public RawTargetTests() => _target = RawTarget.TryOpen(_scratch.Path)!;

    public void Dispose()
    {
        _target.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Enters_no_link_and_writes_through_none()
    {
        Directory.CreateDirectory(_scratch["real"]);
        _scratch.Write("file", "theirs");
        File.CreateSymbolicLink(_scratch["folder-link"], "real");
        File.CreateSymbolicLink(_scratch["file-link"], "file");

        Assert.Throws<SystemCallException>(() => _target.TryEnter("folder-link"u8));
        Assert.Throws<SystemCallException>(() => _target.OpenWrite("file-link"u8));
        Assert.Throws<SystemCallException>(() => _target.Create("file-link"u8));
        Assert.Equal("theirs", File.ReadAllText(_scratch["file"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData("/etc")]
    [InlineData("a\0b")]
    public void Takes_no_name_that_leads_elsewhere(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);

        Assert.Throws<SystemCallException>(() => _target.TryMakeFolder(bytes));
        Assert.Throws<SystemCallException>(() => _target.Create(bytes));
        Assert.Throws<SystemCallException>(() => _target.MakeLink(bytes, "x"u8));
        Assert.Throws<SystemCallException>(() => _target.Remove(bytes, isFolder: true));
        Assert.Throws<SystemCallException>(() => _target.SetAttribute(bytes, "user.a"u8, "x"u8));
        Assert.Throws<SystemCallException>(() => _target.TryEnter(bytes));
    }

    [Fact]
    public void Lists_names_that_are_not_text()
    {
        byte[] odd = [0xff, 0xfe, (byte)'\n', 0x80];
        _target.Create(odd).Close();

        Assert.Equal(odd, Assert.Single(_target.Entries()));
        Assert.True(_target.Stat(odd)!.Value.IsFile);
    }

    [Fact]
    public void Lists_more_names_than_fit_into_one_call()
    {
        for (var i = 0; i < 1500; i++) _target.Create(Encoding.UTF8.GetBytes($"a-rather-long-name-to-fill-the-buffer-{i}")).Close();

        Assert.Equal(1500, _target.Entries().Select(Encoding.UTF8.GetString).Distinct().Count());
    }

    [Fact]
    public void Sets_times_to_the_nanosecond_also_before_1970()
    {
        using var file = _target.Create("file"u8);

        RawTarget.ChangeTimes(file.Descriptor, file.Path, new Libc.Timespec { Seconds = 5 }, new Libc.Timespec { Seconds = -3, Nanos = 123_456_789 });

        Assert.Equal((-3, 123_456_789), (file.Status().ModifiedSeconds, file.Status().ModifiedNanos));
    }

    [Fact]
    public void Changes_a_link_itself()
    {
        _scratch.Write("file", "x");
        _target.MakeLink("link"u8, "file"u8);

        _target.ChangeOwner("link"u8, 1234, 4321);
        _target.ChangeTimes("link"u8, default, new Libc.Timespec { Seconds = 77, Nanos = 7 });

        Assert.True(_target.Stat("link"u8) is { Owner: 1234, Group: 4321, ModifiedSeconds: 77, ModifiedNanos: 7, IsLink: true });
        Assert.True(_target.Stat("file"u8) is { Owner: 0, Group: 0 });
        Assert.Equal("file"u8.ToArray(), _target.ReadLink("link"u8));
    }

    [Fact]
    public void Does_not_change_the_mode_of_what_a_link_leads_to()
    {
        _scratch.Write("file", "x");
        _target.MakeLink("link"u8, "file"u8);
        var before = _target.Stat("file"u8)!.Value.Mode;

        Assert.Throws<SystemCallException>(() => _target.ChangeMode("link"u8, 0x1FF));
        Assert.Equal(before, _target.Stat("file"u8)!.Value.Mode);
    }

    [Fact]
    public void Makes_special_files_with_mode_and_number()
    {
        const ulong device = 0x70ul | 300ul << 8 | 0x11100ul << 12;   // minor 0x11170, major 300, as stat gives it
        _target.MakeNode("fifo"u8, 0x1180, 0);
        _target.MakeNode("device"u8, 0x2180, device);
        _target.ChangeMode("fifo"u8, 0x1A4);

        Assert.True(_target.Stat("fifo"u8) is { Type: 0x1000, Mode: 0x1A4 });
        Assert.True(_target.Stat("device"u8) is { Type: 0x2000, SpecialMajor: 300, SpecialMinor: 0x11170 } made && made.SpecialDevice == device);
    }

    [Fact]
    public void Sets_lists_and_removes_attributes_of_files_and_by_name()
    {
        using var file = _target.Create("file"u8);

        RawTarget.SetAttribute(file.Descriptor, file.Path, "user.empty"u8, default);
        _target.SetAttribute("file"u8, "user.large"u8, new byte[2000]);
        var both = RawTarget.ListAttributes(file.Descriptor, file.Path).Select(Encoding.UTF8.GetString).Order().ToArray();
        _target.RemoveAttribute("file"u8, "user.empty"u8);

        Assert.Equal(["user.empty", "user.large"], both);
        Assert.Equal("user.large", Encoding.UTF8.GetString(Assert.Single(_target.ListAttributes("file"u8))));
    }

    [Fact]
    public void Writes_at_offsets_and_leaves_holes()
    {
        using var file = _target.Create("file"u8);
        file.SetLength(10 << 20);
        file.WriteAt("end"u8, (10 << 20) - 3);

        var read = new byte[8];
        Assert.Equal(3, file.ReadAt(read, (10 << 20) - 3));
        Assert.Equal("end"u8.ToArray(), read[..3]);
        Assert.Equal(10 << 20, file.Status().Bytes);
    }

    [Fact]
    public void Copies_a_range_from_file_to_file()
    {
        _scratch.Write("a", "0123456789");
        using var from = _target.OpenRead("a"u8);
        using var to = _target.Create("b"u8);

        Assert.True(from.TryCopyTo(to, 2, 5));
        Assert.Equal("\0\023456", File.ReadAllText(_scratch["b"]));
    }

    [Fact]
    public void Does_not_link_onto_a_name_that_is_taken()
    {
        _scratch.Write("a", "a");
        _scratch.Write("b", "b");

        Assert.False(_target.TryHardLink("a"u8, _target, "b"u8));
        Assert.True(_target.TryHardLink("a"u8, _target, "c"u8));
        Assert.True(_target.Stat("c"u8) is { Links: 2 });
    }
}
