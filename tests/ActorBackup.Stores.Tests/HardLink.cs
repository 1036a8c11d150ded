using ActorBackup.Linux;

namespace ActorBackup.Stores.Tests;

/// <summary>Gives a file a second name, which .NET cannot.</summary>
internal static class HardLink
{
    public static void Make(string path, string newPath)
    {
        using var from = Folder.Open(Path.GetDirectoryName(path)!);
        using var to = Folder.Open(Path.GetDirectoryName(newPath)!);
        Assert.True(from.TryLink(Path.GetFileName(path), to, Path.GetFileName(newPath)));
    }
}
