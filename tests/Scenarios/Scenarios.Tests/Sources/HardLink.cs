using System.Runtime.InteropServices;

namespace Scenarios.Sources;

internal static partial class HardLink
{
    public static void Make(string existing, string another)
    {
        if (Link(existing, another) != 0) throw new IOException($"link({existing}, {another}) failed: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string another);
}
