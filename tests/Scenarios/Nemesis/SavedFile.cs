using System.Security.Cryptography;
using System.Text;

namespace Scenarios.Nemesis;

/// <summary>The file of one source; every save is whole, different from all before, and remembered.</summary>
internal sealed class SavedFile(string source, string path)
{
    private readonly List<string> _digests = [];
    private readonly Lock _lock = new();
    private int _complete;

    public string Source { get; } = source;

    /// <summary>Number of the newest save that is complete.</summary>
    public int Complete => Volatile.Read(ref _complete);

    /// <summary>Oldest first, with one that may not be complete.</summary>
    public IReadOnlyList<string> Digests { get { lock (_lock) return [.. _digests]; } }

    public void Save()
    {
        lock (_lock)
        {
            var number = _digests.Count + 1;
            var content = Encoding.UTF8.GetBytes("[" + string.Join(",\n", Enumerable.Range(0, 30).Select(i => $$"""{"source":"{{Source}}","save":{{number}},"item":{{i}}}""")) + "]\n");
            _digests.Add(Convert.ToHexStringLower(SHA256.HashData(content)));
            File.WriteAllBytes(path + ".new", content);
            File.Move(path + ".new", path, overwrite: true);
            Volatile.Write(ref _complete, number);
        }
    }
}
