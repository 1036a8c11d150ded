using ActorBackup.Core.Retention;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings;

/// <summary>A configured store, of whichever kind.</summary>
/// <param name="TrashMaxBytes">Null: what the trash may take follows from what is live.</param>
/// <param name="MinFree">Below this share (0 to 1) of the filesystem nothing more is written.</param>
public abstract record StoreSettings(StoreName Name, TimeSpan TrashKeep, long? TrashMaxBytes, double MinFree)
{
    /// <summary>All sources that use the store have their copies in one place, whatever their folders.</summary>
    public abstract bool IsOnePlace { get; }

    /// <summary>How long what was removed can be undone.</summary>
    public abstract TrashPolicy Trash { get; }

    /// <summary>The absolute folder of the place that holds this source's copies (rules 7).</summary>
    /// <param name="sourcePath">Absolute.</param>
    public abstract string PlaceOf(string sourcePath);
}
