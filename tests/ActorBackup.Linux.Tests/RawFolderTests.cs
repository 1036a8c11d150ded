using System.Diagnostics;
using System.Text;
using ActorBackup.Testing;

namespace ActorBackup.Linux.Tests;

public sealed class RawFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Lists_names_that_are_not_utf8()
    {
        Shell(@"touch $'bad-\xff\xfe' 'plain' $'new\nline'; mkdir sub");
        using var folder = Open();

        var names = folder.List().Select(entry => Convert.ToHexString(entry.Name)).Order();

        Assert.Equal(new[] { "bad-"u8.ToArray().Concat(new byte[] { 0xff, 0xfe }).ToArray(), "new\nline"u8.ToArray(), "plain"u8.ToArray(), "sub"u8.ToArray() }.Select(Convert.ToHexString), names);
    }

    [Fact]
    public void Opens_and_stats_a_name_that_is_not_utf8()
    {
        Shell(@"printf 12345 > $'bad-\xff'");
        using var folder = Open();
        byte[] name = [.. "bad-"u8, 0xff];

        using var file = folder.TryOpenRead(name)!;
        var content = new byte[10];

        Assert.Equal(5, folder.Stat(name)!.Value.Bytes);
        Assert.Equal(5, file.Read(content));
        Assert.Equal(0, file.Read(content));
        Assert.True(file.Status.IsSameFileAs(folder.Stat(name)!.Value));
    }

    [Fact]
    public void Lists_a_second_time_what_came_since()
    {
        using var folder = Open();
        Assert.Empty(folder.List());

        _scratch.Write("new", "");

        Assert.Single(folder.List());
    }

    [Fact]
    public void Lists_more_entries_than_one_buffer_holds()
    {
        for (var i = 0; i < 3000; i++) _scratch.Write($"a-rather-long-name-of-a-file-{i}", "");
        using var folder = Open();

        Assert.Equal(3000, folder.List().Select(entry => Encoding.UTF8.GetString(entry.Name)).Distinct().Count());
    }

    [Fact]
    public void Tells_times_before_1970_and_after_2106_to_the_nanosecond()
    {
        Shell("touch -d '1969-06-01 00:00:00.000000001 UTC' old; touch -d '2242-01-01 00:00:00.123456789 UTC' new");
        using var folder = Open();

        Assert.Equal(new RawTime(-18489600, 1), folder.Stat("old"u8)!.Value.Modified);
        Assert.Equal(new RawTime(8583494400, 123456789), folder.Stat("new"u8)!.Value.Modified);
    }

    [Fact]
    public void Encodes_device_numbers_as_stat_does()
    {
        Shell("mknod c c 300 70000; stat -c %r c > rdev; stat -c %d c > dev");
        using var folder = Open();
        var status = folder.Stat("c"u8)!.Value;

        Assert.Equal(ulong.Parse(File.ReadAllText(_scratch["rdev"])), status.SpecialDevice);
        Assert.Equal(ulong.Parse(File.ReadAllText(_scratch["dev"])), status.Device);
    }

    [Fact]
    public void Reads_a_link_of_any_bytes_and_length()
    {
        var target = new string('t', 3000);
        Shell(@"ln -s $'raw-\xff' raw; ln -s " + target + " long");
        using var folder = Open();

        Assert.Equal([.. "raw-"u8, 0xff], folder.TryReadLink("raw"u8));
        Assert.Equal(Encoding.ASCII.GetBytes(target), folder.TryReadLink("long"u8));
        Assert.Null(folder.TryReadLink("none"u8));
    }

    [Fact]
    public void Does_not_open_or_enter_a_link()
    {
        Shell("mkdir real; touch file; ln -s real folder; ln -s file link");
        using var folder = Open();

        Assert.Throws<SystemCallException>(() => folder.TryEnter("folder"u8));
        Assert.Throws<SystemCallException>(() => folder.TryOpenRead("link"u8));
    }

    [Fact]
    public void Leaves_access_times_alone()
    {
        Shell("printf x > file; touch -a -d '2001-01-01 UTC' file; mkdir sub; touch -a -d '2001-01-01 UTC' sub");
        using (var folder = Open())
        {
            using var file = folder.TryOpenRead("file"u8)!;
            file.Read(new byte[1]);
            using var sub = folder.TryEnter("sub"u8)!;
            sub.List();
        }

        using var again = Open();
        Assert.Equal(978307200, again.Stat("file"u8)!.Value.Accessed.Seconds);
        Assert.Equal(978307200, again.Stat("sub"u8)!.Value.Accessed.Seconds);
    }

    [Fact]
    public void Reads_attributes_of_files_links_and_folders_alike_by_name_and_of_what_is_open()
    {
        Shell("printf x > file; mkdir sub; ln -s file link");
        Attribute("file", "user.zeta", "1");
        Attribute("file", "user.alpha", "");
        Attribute("file", "user.large", new string('x', 3000));
        Attribute("sub", "user.dir", "on a folder");
        Attribute("link", "trusted.link", "on a link");
        using var folder = Open();
        using var file = folder.TryOpenRead("file"u8)!;
        using var sub = folder.TryEnter("sub"u8)!;

        var found = folder.Attributes("file"u8);
        Assert.Equal(["user.alpha", "user.large", "user.zeta"], found.Select(a => Encoding.UTF8.GetString(a.Name)).Order(StringComparer.Ordinal));
        Assert.Equal(found.Select(a => a.Name), file.Attributes().Select(a => a.Name));
        Assert.Equal([0, 1, 3000], found.Select(a => a.Value.Length).Order());
        Assert.Equal("on a folder", Encoding.UTF8.GetString(Assert.Single(sub.Attributes()).Value));
        Assert.Equal("on a link", Encoding.UTF8.GetString(Assert.Single(folder.Attributes("link"u8)).Value));
        Assert.Empty(folder.Attributes("none"u8));
    }

    [Fact]
    public void Reads_more_attribute_names_than_a_small_buffer_holds()
    {
        _scratch.Write("file", "");
        for (var i = 0; i < 40; i++) Attribute("file", "user." + new string('n', 40) + i, "1");
        using var folder = Open();

        Assert.Equal(40, folder.Attributes("file"u8).Count);
    }

    [Fact]
    public void Knows_owners_by_name_and_unknown_ones_by_none()
    {
        var owners = new RawOwners();

        Assert.Equal(("root", "root", "daemon"), (owners.User(0), owners.Group(0), owners.User(1)));
        Assert.Equal(("", ""), (owners.User(3_123_456_789), owners.Group(3_123_456_789)));
    }

    [Fact]
    public void Reads_mount_points_with_blanks_in_them()
    {
        var mounts = RawMount.Parse("36 35 98:0 /mnt1 /mnt/a\\040b rw,noatime master:1 - ext3 /dev/root rw\n37 35 0:5 / / rw - tmpfs none rw\n"u8);

        Assert.Equal(["/mnt/a b", "/"], mounts.Select(mount => Encoding.UTF8.GetString(mount.Point)));
        Assert.Equal("36 98:0 /mnt1", mounts[0].What);
    }

    private RawFolder Open() => RawFolder.TryOpen(Encoding.UTF8.GetBytes(_scratch.Path))!;

    private void Attribute(string name, string attribute, string value) =>
        Assert.Equal(0, SetAttribute(_scratch[name], attribute, Encoding.UTF8.GetBytes(value), (nuint)value.Length, 0));

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "lsetxattr")]
    private static extern int SetAttribute(string path, string name, byte[] value, nuint count, int flags);

    private string Shell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-e", "-c", script]) { WorkingDirectory = _scratch.Path, RedirectStandardOutput = true })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return output;
    }
}
