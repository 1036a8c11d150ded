namespace Hocon;

/// <summary>A text is not valid HOCON, or cannot be resolved. The message starts with file and line.</summary>
public sealed class HoconException(string message, HoconOrigin origin, Exception? cause = null)
    : Exception($"{origin}: {message}", cause)
{
    public HoconOrigin Origin { get; } = origin;
}
