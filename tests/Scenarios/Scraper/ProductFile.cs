using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scraper;

/// <summary>The content of one save: an array of products, each stamped with the number of the save, so that a mixture of two saves equals neither.</summary>
public sealed class ProductFile
{
    private readonly byte[][] _parts;

    /// <param name="padding">Bytes added to every product's description.</param>
    public ProductFile(int products, long save, int padding)
    {
        var description = new string('x', padding);
        _parts = new byte[products + 2][];
        _parts[0] = "[\n"u8.ToArray();
        for (var i = 0; i < products; i++) _parts[i + 1] = Encoding.UTF8.GetBytes(Product(i, save, description) + (i + 1 < products ? ",\n" : "\n"));
        _parts[^1] = "]\n"u8.ToArray();
        Items = products;
        Bytes = _parts.Sum(part => (long)part.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in _parts) hash.AppendData(part);
        Digest = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public int Items { get; }
    public long Bytes { get; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Digest { get; }

    public IEnumerable<ReadOnlyMemory<byte>> FirstHalf => _parts.Take(_parts.Length / 2).Select(part => new ReadOnlyMemory<byte>(part));
    public IEnumerable<ReadOnlyMemory<byte>> SecondHalf => _parts.Skip(_parts.Length / 2).Select(part => new ReadOnlyMemory<byte>(part));

    private static string Product(int i, long save, string description) => string.Create(CultureInfo.InvariantCulture,
        $$"""  {"ean":"{{4006381000000 + (i * 37L)}}","asin":"B0{{(i * 7919) % 99999999:D8}}","title":"Product {{i}}, blue, 2 pieces","price":{{5 + (i % 400) / 7.0:F2}},"save":{{save}},"description":"{{description}}"}""");
}
