using System.Runtime.InteropServices;
using System.Text;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>What .NET cannot do to files. Paths are bytes.</summary>
internal static class Disk
{
    public static void Link(string path, string newPath) => Check(link(Bytes(path), Bytes(newPath)));

    public static void Attribute(string path, string name, byte[] value) => Check(lsetxattr(Bytes(path), Bytes(name), value, (nuint)value.Length, 0));

    public static void Own(string path, uint user, uint group) => Check(lchown(Bytes(path), user, group));

    public static void Make(string path, uint mode, ulong device) => Check(mknod(Bytes(path), mode, device));

    public static void Mode(string path, int mode) => Check(chmod(Bytes(path), (uint)mode));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static void Check(int result) => Assert.True(result == 0, Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

#pragma warning disable IDE1006, SYSLIB1054 // libc's names; source generation needs unsafe code.
    [DllImport("libc", SetLastError = true)]
    private static extern int link(byte[] path, byte[] newPath);

    [DllImport("libc", SetLastError = true)]
    private static extern int lsetxattr(byte[] path, byte[] name, byte[] value, nuint size, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int lchown(byte[] path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    private static extern int mknod(byte[] path, uint mode, ulong device);

    [DllImport("libc", SetLastError = true)]
    private static extern int chmod(byte[] path, uint mode);
#pragma warning restore IDE1006, SYSLIB1054
}
