namespace ActorBackup.Wire.Json;

/// <summary>What a node tells the others of one of its local sources, so that they can show and restore it when the node is gone. Extend only.</summary>
/// <param name="Path">Of the file, on that node.</param>
/// <param name="LastSnapshot">The newest live snapshot's id.</param>
/// <param name="Stores">Where its copies lie.</param>
/// <param name="ToldAt">By that node's clock.</param>
public sealed record LocalSourceJson(
    string Source, string Key, string Path, string State, string? LastSnapshot, DateTimeOffset? LastSnapshotAt, DateTimeOffset? LastHealthyAt,
    long? Items, IReadOnlyList<LocalPlaceJson> Stores, DateTimeOffset ToldAt);

/// <param name="Folder">Absolute; another node that has a store there reaches the copies.</param>
/// <param name="Name">The template of the names.</param>
public sealed record LocalPlaceJson(string Store, string Folder, string Name);
