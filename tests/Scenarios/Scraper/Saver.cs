namespace Scraper;

/// <summary>Writes a file the careless ways programs do it.</summary>
public sealed class Saver(TimeProvider time)
{
    private const int BufferBytes = 1 << 20;

    /// <param name="halfPause">How long the file stays half-written; zero for as short as it goes.</param>
    /// <param name="half">Called when half of the content is written.</param>
    public async Task SaveAsync(string path, ProductFile content, SaveMode mode, TimeSpan halfPause, Action half, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var target = mode == SaveMode.Rename ? path + ".tmp" : path;
        await using (var file = new FileStream(target, mode == SaveMode.Overwrite ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, BufferBytes))
        {
            foreach (var part in content.FirstHalf) file.Write(part.Span);
            file.Flush();
            half();
            if (halfPause > TimeSpan.Zero) await Task.Delay(halfPause, time, stop);
            foreach (var part in content.SecondHalf) file.Write(part.Span);
            file.Flush();
            if (mode == SaveMode.Overwrite) file.SetLength(content.Bytes);
        }
        if (mode == SaveMode.Rename) File.Move(target, path, overwrite: true);
    }

    public static void Empty(string path) => File.WriteAllBytes(path, []);
}
