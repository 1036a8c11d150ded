using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http;

/// <summary>The user of the process at the other end of a Unix socket, as the kernel tells it.</summary>
internal static class PeerUser
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>What the kernel says of a TCP connection, which has no user.</summary>
    private const uint OfTcp = uint.MaxValue;

    /// <returns>The user's name, or <c>uid N</c> if /etc/passwd does not know it; null where the kernel does not tell.</returns>
    public static string? Of(HttpContext http)
    {
        if (!OperatingSystem.IsLinux() || http.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return null;
        Span<byte> pidUidGid = stackalloc byte[12];
        try
        {
            if (socket.GetRawSocketOption(SolSocket, SoPeerCred, pidUidGid) != 12) return null;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return null;    // a TCP connection has no such option
        }

        var uid = MemoryMarshal.Read<uint>(pidUidGid[4..]);
        return uid == OfTcp ? null : NameOf(uid) ?? $"uid {uid}";
    }

    private static string? NameOf(uint uid)
    {
        try
        {
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(f => f.Length > 2 && f[2] == $"{uid}")?[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
