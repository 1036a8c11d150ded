using ActorBackup.Repository.Json;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Keys;

/// <summary>The JSON of a key file, byte for byte as restic writes it; the only file of a repository that is not sealed (format specification, section 4).</summary>
internal static class KeyFileFormat
{
    public static byte[] Write(KeyFile file)
    {
        var json = new GoJsonWriter(640);
        json.Raw("{"u8);
        json.Name("created"u8);
        json.Time(file.Created);
        json.Name("username"u8);
        json.Text(file.Username);
        json.Name("hostname"u8);
        json.Text(file.Hostname);
        json.Name("kdf"u8);
        json.Text("scrypt"u8);
        json.Name("N"u8);
        json.Number((long)file.Derivation.N);
        json.Name("r"u8);
        json.Number((long)file.Derivation.R);
        json.Name("p"u8);
        json.Number((long)file.Derivation.P);
        json.Name("salt"u8);
        json.Binary(file.Salt.Span);
        json.Name("data"u8);
        json.Binary(file.Data.Span);
        json.Raw("}"u8);
        return json.ToArray();
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Unsupported"/>.</exception>
    public static KeyFile Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "A key file");
        var (created, username, hostname, kdf) = (default(NodeTime), "", "", "");
        var (n, r, p) = (0, 0, 0);
        byte[] salt = [], data = [];
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.Is("created"u8)) created = reader.Time();
            else if (reader.Is("username"u8)) username = reader.Text();
            else if (reader.Is("hostname"u8)) hostname = reader.Text();
            else if (reader.Is("kdf"u8)) kdf = reader.Text();
            else if (reader.Is("N"u8)) n = reader.SignedNumber();
            else if (reader.Is("r"u8)) r = reader.SignedNumber();
            else if (reader.Is("p"u8)) p = reader.SignedNumber();
            else if (reader.Is("salt"u8)) salt = reader.Binary();
            else if (reader.Is("data"u8)) data = reader.Binary();
            else reader.Skip();
        }
        reader.End();
        if (kdf != "scrypt") throw new RepositoryException(RepositoryFailure.Unsupported, $"A key file derives its key by '{kdf}'; only scrypt is known.");
        return new KeyFile(created, username, hostname, new KeyDerivation(n, r, p), salt, data);
    }
}
