using System.Collections.Immutable;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Sources;

/// <summary>Walks the folders that a glob can match in. Does I/O: not for an actor's thread.</summary>
/// <remarks>Leaves out every place of a store (a folder that holds <c>.actorbackup</c>), so that copies are not taken for sources, and the node's data folder,
/// whose journal and logs change with every snapshot. Links to folders are not followed:
/// they may lead in circles. What cannot be read is passed over.</remarks>
public static class GlobSearch
{
    private const string PlaceMark = ".actorbackup";

    /// <param name="dataFolder">Absolute, the node's.</param>
    public static GlobFound Find(PathGlob glob, string dataFolder)
    {
        var (matches, folders) = (ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal), ImmutableHashSet.CreateBuilder<string>());
        Walk(glob, new DirectoryInfo(glob.FixedFolder), "", dataFolder, matches, folders);
        return new GlobFound(matches.ToImmutable(), folders.ToImmutable());
    }

    private static void Walk(
        PathGlob glob, DirectoryInfo folder, string relative, string dataFolder, ImmutableSortedSet<string>.Builder matches, ImmutableHashSet<string>.Builder folders)
    {
        if (folder.FullName.TrimEnd('/') == dataFolder || Entries(folder) is not { } entries || entries.Any(entry => entry.Name == PlaceMark)) return;
        folders.Add(folder.FullName);
        foreach (var entry in entries)
        {
            var path = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                if (glob.HasFolders && glob.MayLieIn(path)) Walk(glob, below, path, dataFolder, matches, folders);
            }
            else if (entry is FileInfo && glob.Matches(path)) matches.Add(path);
        }
    }

    private static List<FileSystemInfo>? Entries(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos()];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
