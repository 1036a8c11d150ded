using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>A system call failed. <see cref="Exception.HResult"/> is the errno too, as in .NET's own file errors.</summary>
internal sealed class SystemCallException : IOException
{
    /// <param name="what">What was tried, with its object, as in <c>write /a/b</c>.</param>
    public SystemCallException(string what, int errno) : base($"{what}: {Text(errno)}", errno) => Errno = errno;

    public int Errno { get; }

    public static SystemCallException Last(string what) => new(what, Marshal.GetLastPInvokeError());

    public static string Text(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
}
