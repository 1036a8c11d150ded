using System.Globalization;

namespace ActorBackup.Core.Triggers;

/// <summary>Reads the time inside a UUID of version 7 (RFC 9562: its first 48 bits are milliseconds since 1970).</summary>
public static class UuidV7
{
    private const long LastMillisecond = 253_402_300_799_999;   // of the year 9999, where DateTimeOffset ends

    /// <summary>Null if <paramref name="text"/> is not a UUIDv7 in its usual form.</summary>
    public static DateTimeOffset? TimeOf(string text)
    {
        if (!Guid.TryParseExact(text, "D", out var id) || id.Version != 7) return null;
        var milliseconds = long.Parse(string.Concat(text.AsSpan(0, 8), text.AsSpan(9, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return milliseconds <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
