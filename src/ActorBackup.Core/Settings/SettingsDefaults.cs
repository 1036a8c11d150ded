namespace ActorBackup.Core.Settings;

/// <summary>What a configuration takes from the machine where it says nothing.</summary>
/// <param name="Zone">The machine's time zone.</param>
/// <param name="Home">The user's home folder, for paths that begin with <c>~/</c>; null if there is none.</param>
public sealed record SettingsDefaults(TimeZoneInfo Zone, string? Home);
