using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings;

/// <summary>A store of kind <c>copies</c>.</summary>
/// <param name="Folder">Absolute, or relative to each source's folder (then every source folder has a place of its own).</param>
/// <param name="NameTemplate">As in interfaces: <c>{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}</c>.</param>
/// <param name="MinFree">Below this share (0 to 1) of the filesystem nothing more is written.</param>
public sealed record CopiesSettings(StoreName Name, string Folder, string NameTemplate, TimeSpan TrashKeep, long? TrashMaxBytes, double MinFree, double WarnAt)
{
    /// <summary>The absolute folder of the place that holds this source's copies (rules 7).</summary>
    /// <param name="sourcePath">Absolute.</param>
    public string PlaceOf(string sourcePath) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder, Path.GetDirectoryName(sourcePath) ?? "/"));
}
