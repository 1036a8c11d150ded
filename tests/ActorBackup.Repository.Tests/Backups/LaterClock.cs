namespace ActorBackup.Repository.Tests.Backups;

/// <summary>An hour ahead of the file system: nothing seems to be written just now.</summary>
internal sealed class LaterClock(string zone = "UTC") : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById(zone);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(1);
}
