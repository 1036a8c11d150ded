using System.Text;

namespace FaultTracer;

/// <summary>What a system call does to which file. <paramref name="Target"/> is the second path of a rename or link, else null.</summary>
internal sealed record FileOperation(string Name, string Path, string? Target)
{
    private const ulong CreateFlag = 0x40;

    /// <summary>Null for a call that changes no file.</summary>
    public static FileOperation? Of(in SystemCall call, int thread) => call.Number switch
    {
        1 or 18 or 20 or 296 or 328 => OnOpen("write", call, thread),
        326 => OnOpen("write", call, thread, argument: 2),
        77 => OnOpen("truncate", call, thread),
        285 => OnOpen("allocate", call, thread),
        74 or 75 => OnOpen("fsync", call, thread),
        2 when (call.Argument(1) & CreateFlag) != 0 => OnPath("create", thread, -100, call.Argument(0)),
        257 when (call.Argument(2) & CreateFlag) != 0 => OnPath("create", thread, (int)call.Argument(0), call.Argument(1)),
        85 => OnPath("create", thread, -100, call.Argument(0)),
        83 => OnPath("mkdir", thread, -100, call.Argument(0)),
        258 => OnPath("mkdir", thread, (int)call.Argument(0), call.Argument(1)),
        84 or 87 => OnPath("unlink", thread, -100, call.Argument(0)),
        263 => OnPath("unlink", thread, (int)call.Argument(0), call.Argument(1)),
        82 => OnPaths("rename", thread, -100, call.Argument(0), -100, call.Argument(1)),
        264 or 316 => OnPaths("rename", thread, (int)call.Argument(0), call.Argument(1), (int)call.Argument(2), call.Argument(3)),
        86 => OnPaths("link", thread, -100, call.Argument(0), -100, call.Argument(1)),
        265 => OnPaths("link", thread, (int)call.Argument(0), call.Argument(1), (int)call.Argument(2), call.Argument(3)),
        _ => null,
    };

    private static FileOperation? OnOpen(string name, in SystemCall call, int thread, int argument = 0) =>
        LinkTarget($"/proc/{thread}/fd/{(int)call.Argument(argument)}") is { } path && path.StartsWith('/') ? new(name, path, null) : null;

    private static FileOperation OnPath(string name, int thread, int folder, ulong address) => new(name, PathAt(thread, folder, address), null);

    private static FileOperation OnPaths(string name, int thread, int folder, ulong address, int otherFolder, ulong otherAddress) =>
        new(name, PathAt(thread, folder, address), PathAt(thread, otherFolder, otherAddress));

    private static string PathAt(int thread, int folder, ulong address)
    {
        var path = TextAt(thread, address);
        var start = folder == -100 ? $"/proc/{thread}/cwd" : $"/proc/{thread}/fd/{folder}";
        return path.StartsWith('/') ? path : System.IO.Path.Combine(LinkTarget(start) ?? "/", path);
    }

    private static string TextAt(int thread, ulong address)
    {
        using var memory = new FileStream($"/proc/{thread}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[4096];
        memory.Position = (long)address;
        // A string near the end of a mapping: read up to the page's end, which is always there.
        var length = memory.Read(bytes, 0, (int)Math.Min(4096, 4096 - (address & 0xfff)));
        var end = Array.IndexOf(bytes, (byte)0, 0, length);
        if (end < 0 && length < 4096) length += memory.Read(bytes, length, 4096 - length);
        end = Array.IndexOf(bytes, (byte)0, 0, length);
        return Encoding.UTF8.GetString(bytes, 0, end < 0 ? length : end);
    }

    private static string? LinkTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
