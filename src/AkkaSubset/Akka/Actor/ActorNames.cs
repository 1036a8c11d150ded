namespace Akka.Actor;

/// <summary>What an actor may be called, and what it is called where nobody says.</summary>
internal static class ActorNames
{
    private const string Base64 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <exception cref="InvalidActorNameException">The name is null, empty or has characters that a path cannot hold.</exception>
    public static void Check(string name)
    {
        if (name is null)
            throw new InvalidActorNameException("An actor name must not be null.");
        if (name.Length == 0)
            throw new InvalidActorNameException("An actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"'{name}' is not an actor name. It must not start with '$' and may hold letters, digits and {ActorPath.ValidSymbols}");
        }
    }

    /// <summary>'$' and the number in a base of 64, lowest digit first: $a, $b … $~, $ab.</summary>
    public static string Generated(long number)
    {
        Span<char> text = stackalloc char[12];
        text[0] = '$';
        var length = 1;
        do
        {
            text[length++] = Base64[(int)(number & 63)];
            number >>= 6;
        }
        while (number != 0);
        return new string(text[..length]);
    }

    public static bool HasValidCharacters(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var isEscape = name[i] == '%' && i + 2 < name.Length && char.IsAsciiHexDigit(name[i + 1]) && char.IsAsciiHexDigit(name[i + 2]);
            if (isEscape)
                i += 2;
            else if (!char.IsAsciiLetterOrDigit(name[i]) && !ActorPath.ValidSymbols.Contains(name[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
