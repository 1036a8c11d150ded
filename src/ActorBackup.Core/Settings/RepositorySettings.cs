using ActorBackup.Core.Retention;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings;

/// <summary>A store of kind <c>repository</c>, in restic's format. It has a <paramref name="PasswordFile"/> or a <paramref name="Password"/>, never both.</summary>
/// <param name="Location">The repository's folder, absolute.</param>
/// <param name="PasswordFile">Absolute; null if the configuration gives the password itself.</param>
/// <param name="Password">A secret: never printed or logged.</param>
/// <param name="Create">Make the repository where there is none yet, at first contact only.</param>
/// <param name="PackBytes">What a pack file grows to.</param>
public sealed record RepositorySettings(
    StoreName Name, string Location, string? PasswordFile, string? Password, DataCompression Compression, bool Create, int PackBytes, TimeSpan TrashKeep, double MinFree)
    : StoreSettings(Name, TrashKeep, null, MinFree)
{
    public const int DefaultPackBytes = 16 << 20;

    public override bool IsOnePlace => true;

    /// <summary>A snapshot file frees nothing until the next prune: it stays until its time is over, however full the disk is (rules 6). Captures wait while
    /// snapshot files are removed: that is done once an hour.</summary>
    public override TrashPolicy Trash => new(TrashKeep, long.MaxValue, 0) { Every = TimeSpan.FromHours(1) };

    /// <summary>Where the password comes from, for people.</summary>
    public string PasswordOrigin => PasswordFile is null ? $"actorbackup.stores.{Name}.password" : PasswordFile;

    public override string PlaceOf(string sourcePath) => Location;

    public override string ToString() => $"{Location}, a repository in restic's format";
}

/// <summary>How hard data is compressed.</summary>
public enum DataCompression { Auto, Off, Max }
