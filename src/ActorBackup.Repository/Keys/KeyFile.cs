using System.Security.Cryptography;
using System.Text;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Keys;

/// <summary>A key file: the master key, sealed under a password (format specification, section 4).</summary>
/// <param name="Data">The sealed JSON of the master key.</param>
internal sealed record KeyFile(NodeTime Created, string Username, string Hostname, KeyDerivation Derivation, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Data)
{
    public const int SaltBytes = 64;

    /// <summary>With a new salt.</summary>
    public static KeyFile Seal(MasterKey key, string password, KeyDerivation derivation, NodeTime created, string username, string hostname)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new KeyFile(created, username, hostname, derivation, salt, Sealing.Seal(UserKey(password, salt, derivation), MasterKeyFormat.Write(key)));
    }

    /// <summary>Null if the password is another one.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Unsupported"/>: no password opens it here.</exception>
    public MasterKey? Open(string password)
    {
        Derivation.Demand();
        if (Salt.Length != SaltBytes) throw RepositoryException.Damaged($"A key file is damaged: its salt has {Salt.Length} bytes, not {SaltBytes}.");
        var json = new byte[Math.Max(0, Data.Length - Sealing.Overhead)];
        return Sealing.TryOpen(UserKey(password, Salt.Span, Derivation), Data.Span, json) ? MasterKeyFormat.Read(json) : null;
    }

    private static MasterKey UserKey(string password, ReadOnlySpan<byte> salt, KeyDerivation derivation)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        Span<byte> parts = stackalloc byte[MasterKey.TotalBytes];
        Scrypt.Derive(bytes, salt, derivation, parts);
        CryptographicOperations.ZeroMemory(bytes);
        return new MasterKey(parts);
    }
}
