using ActorBackup.Repository.Backends;

namespace ActorBackup.Repository.Tests.Interop;

internal static class Exporting
{
    /// <summary>Writes a repository in memory to a folder, for restic to look at; nothing of it need survive a crash.</summary>
    public static async Task ExportAsync(this MemoryBackend backend, string folder)
    {
        foreach (var kind in Enum.GetValues<FileKind>().Except([FileKind.Config]))
            await foreach (var file in backend.ListAsync(kind, CancellationToken.None)) await WriteAsync(backend, file.File, folder);
        await WriteAsync(backend, FileHandle.Config, folder);
    }

    private static async Task WriteAsync(MemoryBackend backend, FileHandle file, string folder)
    {
        var path = Path.Join(folder, file.ToString());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, await backend.LoadAsync(file, null, CancellationToken.None));
    }
}
