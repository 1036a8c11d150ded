using System.Diagnostics;

namespace Scraper;

/// <summary>One run: finds products, and after every find rewrites one of the files, in turn.</summary>
public sealed class ScraperRun(ScraperOptions options, OracleLog oracle, TimeProvider time, TextWriter output)
{
    private readonly Saver _saver = new(time);
    // Not for secrets: the same seed has to do the same things.
    private readonly Random _random = new(options.Seed);
    private int _products = oracle.Items;

    public async Task RunAsync(CancellationToken stop)
    {
        for (var save = 1; options.Saves == 0 || save <= options.Saves; save++)
        {
            var last = save == options.Saves;
            var file = options.Files[save % options.Files.Count];
            if (save % options.Files.Count == 0 || _products == 0) _products = Math.Min(options.Products, _products + options.Step);
            // What was emptied or deleted stays so for a moment: the program notices only when it saves next.
            if (options.Accidents && !last && Accident(file)) await Task.Delay(options.HalfPause, time, stop);
            await SaveAsync(file, dies: last && options.Dies, stop);
            if (!last) await Task.Delay(options.Pause, time, stop);
        }
    }

    private async Task SaveAsync(string file, bool dies, CancellationToken stop)
    {
        var content = new ProductFile(_products, oracle.Sequence + 1, Padding());
        var mode = options.Mode == SaveMode.Mixed ? (SaveMode)_random.Next(3) : options.Mode;
        var halfPause = options.Accidents && _random.Next(6) == 0 ? options.HalfPause : TimeSpan.Zero;
        // Half of a file written over an older one can be whole by its looks; nobody could tell, so it is not asked.
        var how = dies || (halfPause > TimeSpan.Zero && mode == SaveMode.Overwrite) ? SaveMode.InPlace : mode;

        oracle.Write(OracleMark.Begun, file, content.Digest, content.Bytes, content.Items);
        await _saver.SaveAsync(Path.Combine(options.Folder, file), content, how, halfPause, () => { if (dies) Die(file); }, stop);
        oracle.Write(OracleMark.Saved, file, content.Digest, content.Bytes, content.Items);
        await output.WriteLineAsync($"scraper: saved {file}, {content.Items} products, {content.Bytes:N0} bytes, {Words(how)}{(halfPause > TimeSpan.Zero ? $", half-written for {halfPause.TotalSeconds:0.#} s" : "")}");
    }

    private bool Accident(string file)
    {
        var path = Path.Combine(options.Folder, file);
        if (!File.Exists(path)) return false;
        switch (_random.Next(16))
        {
            case 0:
                Saver.Empty(path);
                oracle.Write(OracleMark.Emptied, file, "", 0, 0);
                output.WriteLine($"scraper: emptied {file}");
                return true;
            case 1:
                File.Delete(path);
                oracle.Write(OracleMark.Deleted, file, "", 0, 0);
                output.WriteLine($"scraper: deleted {file}");
                return true;
            default:
                return false;
        }
    }

    private void Die(string file)
    {
        output.WriteLine($"scraper: killed in the middle of saving {file}");
        output.Flush();
        Process.GetCurrentProcess().Kill();
        // SIGKILL needs a moment to arrive; nothing more may be written meanwhile.
        while (true) new ManualResetEventSlim().Wait();
    }

    private int Padding() => options.FileBytes == 0 ? 0 : (int)Math.Max(0, (options.FileBytes / Math.Max(1, options.Products)) - 150);

    private static string Words(SaveMode mode) => mode switch
    {
        SaveMode.InPlace => "truncated and rewritten",
        SaveMode.Overwrite => "written over",
        SaveMode.Rename => "renamed over",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a way to save."),
    };
}
