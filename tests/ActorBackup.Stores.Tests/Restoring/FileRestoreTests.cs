using System.Security.Cryptography;
using System.Text;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Restoring;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Restoring;

public sealed class FileRestoreTests : IDisposable
{
    private const string Content = """{"products":817}""";

    private static readonly FileStamp Stamp = new(1, 1, Content.Length, 1_700_000_000_123_456_789, 0, 0x1A0, 0, 0, false);

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Replaces_the_file_with_content_mode_and_time()
    {
        var target = _scratch.Write("map.json", "broken");

        var result = await RestoreAsync(Request(target));

        Assert.Equal(new RestoreResult.Restored(target, Content.Length, false, null), result);
        Assert.Equal(Content, File.ReadAllText(target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).UtcDateTime, File.GetLastWriteTimeUtc(target), TimeSpan.FromSeconds(1));
        Assert.Equal(["map.json"], Names());
    }

    [Fact]
    public async Task Makes_a_missing_file_and_its_folders()
    {
        var result = await RestoreAsync(Request(_scratch["a/b/map.json"]));

        Assert.IsType<RestoreResult.Restored>(result);
        Assert.Equal(Content, File.ReadAllText(_scratch["a/b/map.json"]));
    }

    [Fact]
    public async Task Leaves_the_target_alone_if_the_stored_content_is_damaged()
    {
        var target = _scratch.Write("map.json", "mine");

        var result = await RestoreAsync(Request(target), Content.Replace('8', '9'));

        Assert.Contains("SHA-256", Assert.IsType<RestoreResult.Damaged>(result).Finding, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(target));
        Assert.Equal(["map.json"], Names());
    }

    [Fact]
    public async Task Says_that_the_stored_content_is_short()
    {
        var result = await RestoreAsync(Request(_scratch["map.json"]), Content[..5]);

        Assert.Equal("5 bytes are there, 16 were captured", Assert.IsType<RestoreResult.Damaged>(result).Finding);
    }

    [Fact]
    public async Task Passes_on_that_the_store_cannot_be_read()
    {
        var target = _scratch.Write("map.json", "mine");

        var result = await new FileRestore().RestoreAsync(
            Request(target), LocalClaim.Instance, _ => throw new StoreException(StoreFailure.Missing, "gone"), default);

        Assert.Equal(new RestoreResult.Unreadable("gone"), result);
        Assert.Equal("mine", File.ReadAllText(target));
    }

    [Fact]
    public async Task Rewrites_a_file_with_two_names_in_place()
    {
        var target = _scratch.Write("map.json", "a longer text than the one that comes back");
        HardLink.Make(target, _scratch["second.json"]);

        var result = await RestoreAsync(Request(target));

        Assert.True(Assert.IsType<RestoreResult.Restored>(result).Rewritten);
        Assert.Equal(Content, File.ReadAllText(_scratch["second.json"]));
    }

    [Fact]
    public async Task Restores_the_file_that_a_link_points_to_in_place()
    {
        var real = _scratch.Write("real/map.json", "broken");
        File.CreateSymbolicLink(_scratch["map.json"], "real/map.json");

        var result = await RestoreAsync(Request(_scratch["map.json"]));

        Assert.Equal(real, Assert.IsType<RestoreResult.Restored>(result).Target);
        Assert.Equal(Content, File.ReadAllText(real));
        Assert.Equal("real/map.json", new FileInfo(_scratch["map.json"]).LinkTarget);
    }

    [Fact]
    public async Task Replaces_a_link_elsewhere_and_never_writes_through_it()
    {
        var other = _scratch.Write("other.json", "not ours");
        File.CreateSymbolicLink(_scratch["out.json"], other);

        await RestoreAsync(Request(_scratch["out.json"]) with { InPlace = false });

        Assert.Equal("not ours", File.ReadAllText(other));
        Assert.Equal(Content, File.ReadAllText(_scratch["out.json"]));
    }

    [Fact]
    public async Task Puts_the_file_into_an_existing_folder()
    {
        Directory.CreateDirectory(_scratch["out"]);

        await RestoreAsync(Request(_scratch["out"]) with { InPlace = false });

        Assert.Equal(Content, File.ReadAllText(_scratch["out/map.json"]));
    }

    [Fact]
    public async Task Refuses_a_read_only_target_until_forced()
    {
        var target = _scratch.Write("map.json", "mine");
        File.SetUnixFileMode(target, UnixFileMode.UserRead);

        var refused = Assert.IsType<RestoreResult.Failed>(await RestoreAsync(Request(target)));
        var forced = await RestoreAsync(Request(target) with { Force = true });

        Assert.True(refused is { NeedsForce: true, Touched: false });
        Assert.Contains("mode 0400", refused.Reason, StringComparison.Ordinal);
        Assert.IsType<RestoreResult.Restored>(forced);
    }

    [Fact]
    public async Task Refuses_to_replace_a_folder()
    {
        Directory.CreateDirectory(_scratch["map.json"]);

        var result = await RestoreAsync(Request(_scratch["map.json"]));

        Assert.Contains("is a folder", Assert.IsType<RestoreResult.Failed>(result).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clears_what_a_killed_restore_left_beside_the_target()
    {
        var target = _scratch.Write("map.json", "mine");
        _scratch.Write(".map.json.actorbackup-restore", "half");

        new FileRestore().RemoveLeftovers(target);

        Assert.Equal(["map.json"], Names());
        Assert.IsType<RestoreResult.Restored>(await RestoreAsync(Request(target)));
    }

    [Theory]
    [InlineData("with space.json")]
    [InlineData("zeile\numbruch.json")]
    [InlineData("ключ 🗝.json")]
    public async Task Takes_any_file_name(string name)
    {
        Assert.IsType<RestoreResult.Restored>(await RestoreAsync(Request(_scratch[name])));
        Assert.Equal(Content, File.ReadAllText(_scratch[name]));
    }

    [Fact]
    public async Task Takes_a_file_name_as_long_as_names_can_be()
    {
        var name = new string('n', 255);

        Assert.IsType<RestoreResult.Restored>(await RestoreAsync(Request(_scratch[name])));
    }

    private static RestoreRequest Request(string target) =>
        new(target, "map.json", ContentDigest.Of(SHA256.HashData(Encoding.UTF8.GetBytes(Content))), Content.Length, Stamp, InPlace: true, Force: false);

    private static Task<RestoreResult> RestoreAsync(RestoreRequest request, string content = Content) =>
        new FileRestore().RestoreAsync(request, LocalClaim.Instance, _ => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(content))), default);

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(_scratch.Path).Select(e => Path.GetFileName(e))];
}
