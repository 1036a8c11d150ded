using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scenarios;

namespace ActorBackup.Benchmarks;

/// <summary>From the writer's last close to listed on an open socket connection, less the 50 ms that a close is given to be the last.</summary>
internal static class SaveToListed
{
    private const int Changes = 200, WarmUp = 10, FileBytes = 5_000_000;
    private static readonly double SettleMilliseconds = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var sandbox = new Sandbox();
        await File.WriteAllTextAsync(sandbox.ConfigFile, """actorbackup.sources.big { kind = file, path = "program/big.json" }""" + "\n");
        var path = sandbox.File("big.json");
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        using var listing = new Listing(sandbox.Socket, "big");
        var milliseconds = new List<double>();
        for (var change = 0; change < Changes + WarmUp; change++)
        {
            var content = Content(change);
            var digest = Convert.ToHexStringLower(SHA256.HashData(content));
            await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)) file.Write(content);
            var closed = Stopwatch.GetTimestamp();
            await listing.WaitForAsync(digest);
            if (change >= WarmUp) milliseconds.Add(Stopwatch.GetElapsedTime(closed).TotalMilliseconds - SettleMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        return
        [
            Figure.AtMost("save to listed, 5 MB in place, less 50 ms: p50", milliseconds.At(0.5), 100, "ms"),
            Figure.AtMost("save to listed, 5 MB in place, less 50 ms: p99", milliseconds.At(0.99), 300, "ms"),
            Figure.Told("save to listed: slowest of 200", $"{milliseconds.Max():N1} ms"),
        ];
    }

    private static byte[] Content(int change)
    {
        var text = new StringBuilder(FileBytes + 200).Append('[');
        for (var i = 0; text.Length < FileBytes; i++) text.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}}{"ean":{{i}},"change":{{change}},"title":"Product {{i}}, blue, 2 pieces"}""");
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
