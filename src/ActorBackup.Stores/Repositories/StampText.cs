using System.Globalization;
using ActorBackup.Core.Capturing;

namespace ActorBackup.Stores.Repositories;

/// <summary>What stat said of a captured file, in one tag: device, inode, mtime and ctime in nanoseconds, mode (octal), owner, group, and <c>racy</c> where it was.</summary>
/// <remarks>The snapshot's tree says most of it too, but a listing must not have to load a tree for each snapshot.</remarks>
internal static class StampText
{
    public static string Write(FileStamp s) => string.Create(
        CultureInfo.InvariantCulture, $"{s.Device}:{s.Inode}:{s.ModifiedNanos}:{s.ChangedNanos}:{Convert.ToString(s.Mode, 8)}:{s.Owner}:{s.Group}{(s.Racy ? ":racy" : "")}");

    /// <param name="bytes">The file's size, which has a tag of its own.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static FileStamp Read(string text, long bytes)
    {
        var parts = text.Split(':');
        try
        {
            if (parts is [var device, var inode, var modified, var changed, var mode, var owner, var group, .. var rest] && rest is [] or ["racy"])
                return new FileStamp(
                    Number<ulong>(device), Number<ulong>(inode), bytes, Number<long>(modified), Number<long>(changed), Convert.ToInt32(mode, 8), Number<uint>(owner), Number<uint>(group), rest.Length == 1);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException) { /* told below */ }
        throw new FormatException($"'{text}' is not what stat says of a file");
    }

    private static T Number<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);
}
