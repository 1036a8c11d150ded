using ActorBackup.Linux;

namespace ActorBackup.Stores.DataFolders;

/// <summary>Replaces a small file so that a crash leaves the old one or the new one, whole.</summary>
public static class DurableFile
{
    /// <summary>Durable, content and name, when it returns; readable by its owner only.</summary>
    /// <exception cref="IOException">It could not be written; the old one is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var (name, temporary) = (Path.GetFileName(path), Path.GetFileName(path) + ".new");
        using var folder = Folder.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
        folder.Remove(temporary);
        using (var file = folder.Create(temporary))
        {
            file.Write(content);
            file.Sync();
            file.Close();
        }

        folder.Rename(temporary, folder, name);
        folder.Sync();
    }
}
