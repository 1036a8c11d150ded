namespace Hocon.Resolving;

/// <summary>What a look for a path came to.</summary>
/// <param name="Value">Null if nothing is there.</param>
/// <param name="Hides">Whether earlier assignments no longer matter: an object would merge with them, nothing else does.</param>
internal readonly record struct Finding(HoconNode? Value, bool Hides)
{
    public static Finding Of(HoconNode? value) => new(value, value is not (null or HoconObject));
}
