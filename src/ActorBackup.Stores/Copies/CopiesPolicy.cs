using System.Globalization;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>The settings of a copies store, parsed once.</summary>
internal sealed class CopiesPolicy(CopiesSettings settings)
{
    public StoreName Store => settings.Name;

    public NameTemplate Names { get; } = NameTemplate.Parse(settings.NameTemplate);

    /// <summary>The place of a source: the folder itself, or for a relative one the folder beside the source.</summary>
    public string PlaceOf(SourceLocation source) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Folder, Path.GetDirectoryName(source.Path) ?? "/"));

    /// <summary>The folder that must exist before a place may be made in it: a source's folder is never made.</summary>
    public string? MustExist(SourceLocation source) => Path.IsPathRooted(settings.Folder) ? null : Path.GetDirectoryName(source.Path);

    /// <exception cref="StoreException">Full: less than min-free is left.</exception>
    public void CheckSpace(NativeFile onIt)
    {
        var space = FileSystem.Of(onIt);
        if (space.TotalBytes == 0 || space.FreeBytes >= settings.MinFree * space.TotalBytes) return;
        throw new StoreException(StoreFailure.Full, string.Create(CultureInfo.InvariantCulture,
            $"store {Store}: {onIt.Path} has {space.FreeBytes >> 20} MiB of {space.TotalBytes >> 20} MiB free, less than min-free ({settings.MinFree:P0}); free some space there, or forget snapshots"));
    }
}
