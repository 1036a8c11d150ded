using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Json;

namespace ActorBackup.Repository.Keys;

/// <summary>The JSON of the master key, which only a key file holds, sealed.</summary>
internal static class MasterKeyFormat
{
    public static byte[] Write(MasterKey key)
    {
        var json = new GoJsonWriter(192);
        json.Raw("{"u8);
        json.Name("mac"u8);
        json.Raw("{"u8);
        json.Name("k"u8);
        json.Binary(key.K);
        json.Name("r"u8);
        json.Binary(key.R);
        json.Raw("}"u8);
        json.Name("encrypt"u8);
        json.Binary(key.Encrypt);
        json.Raw("}"u8);
        return json.ToArray();
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static MasterKey Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "A master key");
        byte[] encrypt = [], k = [], r = [];
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.Is("encrypt"u8)) encrypt = reader.Binary();
            else if (reader.Is("mac"u8) && reader.EnterObject())
                while (reader.NextField())
                {
                    if (reader.Is("k"u8)) k = reader.Binary();
                    else if (reader.Is("r"u8)) r = reader.Binary();
                    else reader.Skip();
                }
            else reader.Skip();
        }
        reader.End();
        if ((encrypt.Length, k.Length, r.Length) != (MasterKey.EncryptBytes, MasterKey.MacPartBytes, MasterKey.MacPartBytes))
            throw RepositoryException.Damaged("A master key is damaged: its parts are missing or of a wrong length.");
        return new MasterKey([.. encrypt, .. k, .. r]);
    }
}
