using System.Security.Cryptography;
using System.Text;

namespace ActorBackup.Node.Hosting;

/// <summary>Where the node of a data folder answers.</summary>
internal static class SocketPath
{
    /// <summary>The kernel takes 107 bytes; a few are left for the names that private nodes use.</summary>
    private const int MaxBytes = 100;

    /// <exception cref="ConfigurationException">Neither place is short enough.</exception>
    public static string Of(string dataFolder, Func<string, string?> environment)
    {
        const string name = "node.sock";
        var usual = Path.Join(dataFolder, name);
        if (Encoding.UTF8.GetByteCount(usual) <= MaxBytes) return usual;
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];
        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.Join(runtime, $"actorbackup-{fingerprint}-{name}") is var moved
            && Encoding.UTF8.GetByteCount(moved) <= MaxBytes) return moved;
        throw new ConfigurationException(
            $"the socket {usual} would have a path of more than {MaxBytes} bytes, which sockets cannot have: set `node.data` to a shorter folder, or XDG_RUNTIME_DIR to one for sockets");
    }
}
