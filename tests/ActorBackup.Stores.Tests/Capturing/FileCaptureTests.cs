using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Stores.Capturing;

namespace ActorBackup.Stores.Tests.Capturing;

public sealed class FileCaptureTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Reads_digest_size_and_structure_in_one_pass()
    {
        var path = _scratch.Write("map.json", """[1,2,3]""");

        var result = await CaptureAsync(path);

        var captured = Assert.IsType<CaptureResult.Captured>(result);
        Assert.Equal((7L, "json", 3L, null), (captured.Bytes, captured.Reading.ParsedAs, captured.Reading.Items, captured.Torn));
        Assert.Equal("a615eeaee21de5179de080de8c3052c8da901138406ba71c38c032845f7d54f4", captured.Digest.Hex);
    }

    private static Task<CaptureResult> CaptureAsync(string path) => new FileCapture(TimeProvider.System).CaptureAsync(
        new CaptureRequest(path, ParseMode.Auto, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100), null, false), [], default);
}
