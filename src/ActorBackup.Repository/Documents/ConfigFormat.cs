using System.Globalization;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Json;

namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of the file <c>config</c>, byte for byte as restic writes it (format specification, section 5).</summary>
public static class ConfigFormat
{
    private const int PolynomialDegree = 53;

    public static byte[] Write(RepositoryConfig config)
    {
        var json = new GoJsonWriter(192);
        json.Raw("{"u8);
        json.Name("version"u8);
        json.Number((ulong)config.Version);
        json.Name("id"u8);
        json.Id(config.Id);
        json.Name("chunker_polynomial"u8);
        json.Text(config.ChunkerPolynomial.ToString("x", CultureInfo.InvariantCulture));
        json.Raw("}"u8);
        return json.ToArray();
    }

    /// <summary>Whether the polynomial is irreducible is for the caller to see.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>, or <see cref="RepositoryFailure.Unsupported"/> for another
    /// version than 1 and 2.</exception>
    public static RepositoryConfig Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "The config file");
        var (version, id, polynomial) = (0ul, default(Sha256Value), "");
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.Is("version"u8)) version = reader.Number(uint.MaxValue);
            else if (reader.Is("id"u8)) id = reader.Id();
            else if (reader.Is("chunker_polynomial"u8)) polynomial = reader.Text();
            else reader.Skip();
        }
        reader.End();

        if (version is not (1 or 2)) throw NotSupported(version);
        if (id.IsZero) throw RepositoryException.Damaged("The config file is damaged: it has no id.");
        return new RepositoryConfig((int)version, id, Polynomial(polynomial));
    }

    // The value is a secret and stays out of the message.
    private static ulong Polynomial(string text)
    {
        var isNumber = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        return isNumber && value >> PolynomialDegree == 1
            ? value
            : throw RepositoryException.Damaged($"The config file is damaged: its chunker polynomial is not of degree {PolynomialDegree}.");
    }

    private static RepositoryException NotSupported(ulong version) => new(
        RepositoryFailure.Unsupported, $"The repository has version {version}; this program knows 1 and 2. It was made by a newer program, which must be used.");
}
