using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scenarios;

/// <summary>A well-behaved program in the test's own process: saves whole files and remembers what it saved.</summary>
internal sealed class Saves(string path)
{
    private readonly ConcurrentDictionary<string, bool> _whole = new();
    private int _count;

    /// <summary>Digests of everything that was ever saved whole.</summary>
    public IReadOnlySet<string> Whole => _whole.Keys.ToHashSet();

    /// <summary>An array of so many products, different every time; written in place.</summary>
    /// <returns>Its digest.</returns>
    public string Save(int products = 40)
    {
        var save = ++_count;
        return Write("[" + string.Join(",\n", Enumerable.Range(0, products).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"ean":{{i}},"save":{{save}},"title":"Product {{i}}, blue, 2 pieces"}"""))) + "]\n");
    }

    public string Write(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _whole[digest] = true;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return digest;
    }

    /// <summary>Written beside and renamed over.</summary>
    public string Replace(int products = 40)
    {
        var beside = new Saves(path + ".new") { _count = _count++ + 1000 };
        var digest = beside.Save(products);
        _whole[digest] = true;
        File.Move(path + ".new", path, overwrite: true);
        return digest;
    }
}
