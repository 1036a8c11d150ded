namespace Scraper;

/// <summary>Appends to the oracle's log; each line is handed to the kernel at once, so that a kill of this process loses none.</summary>
public sealed class OracleLog : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _time;

    public OracleLog(string path, TimeProvider time)
    {
        var earlier = OracleEntry.ReadAll(path);
        (_time, Sequence, Items) = (time, earlier.Count == 0 ? 0 : earlier[^1].Sequence, earlier.Count == 0 ? 0 : earlier.Max(entry => entry.Items));
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <summary>Of the last line.</summary>
    public long Sequence { get; private set; }

    /// <summary>The most products any save had, in earlier runs too.</summary>
    public int Items { get; }

    public void Write(OracleMark mark, string file, string digest, long bytes, int items)
    {
        var line = new OracleEntry(++Sequence, mark, file, digest, bytes, items, _time.GetUtcNow()).ToLine() + "\n";
        _file.Write(System.Text.Encoding.UTF8.GetBytes(line));
    }

    public void Dispose() => _file.Dispose();
}
