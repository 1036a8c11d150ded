using System.Security.Cryptography;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Capturing;
using ActorBackup.Stores.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Capturing;

public sealed class FileCaptureTests : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500), MaxWait = TimeSpan.FromSeconds(10);

    private readonly ScratchFolder _scratch = new();
    private string? _path;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Reads_digest_size_and_structure_in_one_pass()
    {
        Write("[1,2,3]");
        var copy = new MemoryCopy("copies");

        var captured = await CapturedAsync([copy]);

        Assert.Equal((7L, new ContentReading("json", 3, null, false), null, "[1,2,3]"), (captured.Bytes, captured.Reading, captured.Torn, copy.Text));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("[1,2,3]"u8)), captured.Digest.Hex);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000)]
    [InlineData(262_144)]
    public async Task Takes_files_of_any_size(int bytes)
    {
        _path = _scratch["data.bin"];
        var content = new byte[bytes];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(_path, content);

        var captured = await CapturedAsync([]);

        Assert.Equal((bytes, Convert.ToHexStringLower(SHA256.HashData(content))), (captured.Bytes, captured.Digest.Hex));
    }

    [Theory]
    [InlineData("space and ünicode 🗝.json")]
    [InlineData("new\nline.json")]
    public async Task Takes_files_of_any_name(string name)
    {
        _path = _scratch.Write(name, "[]");

        Assert.Null((await CapturedAsync([])).Torn);
    }

    [Fact]
    public async Task Reads_again_what_changed_under_the_reading()
    {
        Write("[1]");
        var copy = new MemoryCopy("copies", write =>
        {
            if (write == 1) Write("[1,2]");
        });

        var captured = await CapturedAsync([copy]);

        Assert.Equal(("[1,2]", 5L, null), (copy.Text, captured.Bytes, captured.Torn));
    }

    [Fact]
    public async Task Reads_again_what_was_replaced_under_the_reading()
    {
        Write("[1]");
        var copy = new MemoryCopy("copies", write =>
        {
            if (write == 1) File.Move(_scratch.Write("new", "[2]"), _path!, overwrite: true);
        });

        var captured = await CapturedAsync([copy]);

        Assert.Equal(("[2]", null), (copy.Text, captured.Torn));
    }

    [Fact]
    public async Task Does_not_wait_for_a_writer_to_rest_that_renames_whole_files_into_place()
    {
        Write("[0]");
        var copy = new MemoryCopy("copies", write =>
        {
            if (write < 3) File.Move(_scratch.Write("new", $"[{write}]"), _path!, overwrite: true);
        });
        var saves = 3;
        var clock = new StepTime(_ => File.Move(_scratch.Write("new", $"[{saves++}]"), _path!, overwrite: true));

        var captured = await CapturedAsync([copy], clock);

        Assert.Equal(("[2]", null, 0), (copy.Text, captured.Torn, clock.Pauses));
    }

    [Fact]
    public async Task Gives_the_last_attempt_as_torn_when_the_writer_never_rests()
    {
        Write("[1]");
        var time = new StepTime(_ => { });

        var captured = await CapturedAsync([new MemoryCopy("copies", write => Write($"[{write},0]"))], time);

        Assert.Equal("the file was written to while it was read", captured.Torn);
        Assert.Equal(20, time.Pauses);
    }

    [Fact]
    public async Task Stops_reading_a_file_that_grows_faster_than_it_is_read()
    {
        Write("[1]");

        var captured = await CapturedAsync([new MemoryCopy("copies", _ => File.AppendAllText(_path!, new string(' ', 1000)))], maxWait: TimeSpan.Zero);

        Assert.NotNull(captured.Torn);
        Assert.InRange(captured.Bytes, 4, 2_000);
    }

    [Fact]
    public async Task Waits_for_a_writer_that_pauses_halfway()
    {
        Write("[1,2");
        var time = new StepTime(pause =>
        {
            if (pause == 2) Write("[1,2,3]");
        });

        var captured = await CapturedAsync([], time);

        Assert.Equal(("json", 3L), (captured.Reading.ParsedAs, captured.Reading.Items));
    }

    [Fact]
    public async Task Takes_half_a_document_for_what_it_is_when_nothing_more_comes()
    {
        Write("[1,2");
        var time = new StepTime(_ => { });

        var captured = await CapturedAsync([], time);

        Assert.Equal((null, "it ends at byte 4 in the middle of 1 open brackets", 4), (captured.Torn, captured.Reading.Failure, time.Pauses));
    }

    [Fact]
    public async Task Waits_a_moment_before_it_reads_a_file_written_right_now()
    {
        Write("[1]");
        var time = new StepTime(_ => { });
        File.SetLastWriteTimeUtc(_path!, time.GetUtcNow().UtcDateTime.AddMilliseconds(-5));

        var captured = await CapturedAsync([], time);

        Assert.Equal((1, true), (time.Pauses, captured.Stamp!.Racy));
    }

    [Fact]
    public async Task Goes_on_without_a_copy_that_fails()
    {
        Write("[1]");
        var (full, good) = (Failing("full"), new MemoryCopy("good"));

        var captured = await CapturedAsync([full, good]);

        Assert.Equal(("[1]", StoreFailure.Full), (good.Text, captured.Failures[full.Store].Kind));
    }

    [Fact]
    public async Task Fails_with_the_store_when_every_copy_fails()
    {
        Write("[1]");

        var failure = await Assert.ThrowsAsync<StoreException>(() => CaptureAsync([Failing("one"), Failing("two")]));

        Assert.Equal(StoreFailure.Full, failure.Kind);
    }

    [Fact]
    public async Task Follows_a_link_to_a_file()
    {
        File.CreateSymbolicLink(_scratch["link.json"], _scratch.Write("real.json", "[1]"));
        _path = _scratch["link.json"];

        Assert.Equal(1, (await CapturedAsync([])).Reading.Items);
    }

    [Fact]
    public async Task Says_that_there_is_no_file()
    {
        _path = _scratch["none.json"];

        Assert.Contains("none.json is not there", Assert.IsType<CaptureResult.Missing>(await CaptureAsync([])).Reason, StringComparison.Ordinal);
        Assert.Null(new FileCapture(TimeProvider.System).Stat(_path));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Looks_once_more_for_a_file_that_was_known(bool wasKnown, int pauses)
    {
        var time = new StepTime(_ => { });

        var result = await new FileCapture(time).CaptureAsync(
            new CaptureRequest(_scratch["none.json"], ParseMode.Auto, Quiet, MaxWait, "json", wasKnown), [], default);

        Assert.IsType<CaptureResult.Missing>(result);
        Assert.Equal(pauses, time.Pauses);
    }

    [Theory]
    [InlineData("/dev/zero", "a character device")]
    [InlineData("/tmp", "a folder")]
    public async Task Refuses_what_is_no_file(string path, string what)
    {
        _path = path;

        Assert.Contains($"{path} is {what}", Assert.IsType<CaptureResult.Unreadable>(await CaptureAsync([])).Reason, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => new FileCapture(TimeProvider.System).Stat(path));
    }

    [Fact]
    public async Task Refuses_a_pipe_without_waiting_for_its_writer()
    {
        _path = _scratch["pipe"];
        using (var make = System.Diagnostics.Process.Start("mkfifo", [_path])) make.WaitForExit();

        Assert.Contains("a pipe (FIFO)", Assert.IsType<CaptureResult.Unreadable>(await CaptureAsync([])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_circle_of_links()
    {
        File.CreateSymbolicLink(_scratch["a"], _scratch["b"]);
        File.CreateSymbolicLink(_scratch["b"], _scratch["a"]);
        _path = _scratch["a"];

        Assert.Contains("leads in a circle", Assert.IsType<CaptureResult.Unreadable>(await CaptureAsync([])).Reason, StringComparison.Ordinal);
    }

    private void Write(string content)
    {
        _path ??= _scratch["map.json"];
        File.WriteAllText(_path, content);
        // Stamps of one tick would look alike; a test writes faster than a tick.
        File.SetLastWriteTimeUtc(_path, new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc).AddSeconds(_writes++));
    }

    private int _writes;

    private static MemoryCopy Failing(string store) => new(store, _ => throw new StoreException(StoreFailure.Full, "full"));

    private async Task<CaptureResult.Captured> CapturedAsync(IReadOnlyList<IStagedCopy> into, TimeProvider? time = null, TimeSpan? maxWait = null) =>
        Assert.IsType<CaptureResult.Captured>(await CaptureAsync(into, time, maxWait));

    private Task<CaptureResult> CaptureAsync(IReadOnlyList<IStagedCopy> into, TimeProvider? time = null, TimeSpan? maxWait = null) =>
        new FileCapture(time ?? new StepTime(_ => { })).CaptureAsync(new CaptureRequest(_path!, ParseMode.Auto, Quiet, maxWait ?? MaxWait, null, false), into, default);
}
