using ActorBackup.Core.Retention;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings;

/// <summary>A store of kind <c>copies</c>.</summary>
/// <param name="Folder">Absolute, or relative to each source's folder (then every source folder has a place of its own).</param>
/// <param name="NameTemplate">As in interfaces: <c>{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}</c>.</param>
public sealed record CopiesSettings(StoreName Name, string Folder, string NameTemplate, TimeSpan TrashKeep, long? TrashMaxBytes, double MinFree, double WarnAt)
    : StoreSettings(Name, TrashKeep, TrashMaxBytes, MinFree)
{
    public override bool IsOnePlace => Path.IsPathRooted(Folder);

    public override TrashPolicy Trash => new(TrashKeep, TrashMaxBytes, MinFree);

    public override string PlaceOf(string sourcePath) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder, Path.GetDirectoryName(sourcePath) ?? "/"));
}
