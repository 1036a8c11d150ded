using ActorBackup.Core.Capturing;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Watching;

namespace ActorBackup.Actors.Watching;

/// <summary>A look at the disk, away from the actor's thread.</summary>
/// <param name="Files">What to stat.</param>
/// <param name="Folders">What to try to watch; done before the stats, so that nothing falls between.</param>
internal sealed record Sweep(IReadOnlyList<(SourceId Source, string Path)> Files, IReadOnlyList<string> Folders)
{
    public Swept Run(ISourceCapture capture, IFileWatch watch)
    {
        var folders = Folders.Select(folder => watch.TryWatch(folder, out var reason) ? new FolderFound(folder, true, null) : new FolderFound(folder, false, reason)).ToList();
        return new Swept([.. Files.Select(file => Stat(capture, file.Source, file.Path))], folders);
    }

    public static FileFound Stat(ISourceCapture capture, SourceId source, string path)
    {
        try
        {
            return new FileFound(source, capture.Stat(path), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FileFound(source, null, failure.Message);
        }
    }
}

internal sealed record Swept(IReadOnlyList<FileFound> Files, IReadOnlyList<FolderFound> Folders);

/// <param name="Failure">The file may be there but cannot be looked at.</param>
internal sealed record FileFound(SourceId Source, FileStamp? Stamp, string? Failure);

internal sealed record FolderFound(string Folder, bool ByEvents, string? Reason);
