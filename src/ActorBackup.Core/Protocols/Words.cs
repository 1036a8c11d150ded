namespace ActorBackup.Core.Protocols;

/// <summary>How a name of ours is written for other programs: <c>CatchingUp</c> becomes <c>catching-up</c>.</summary>
public static class Words
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>Reads what <see cref="Of"/> writes.</summary>
    public static bool TryRead<TEnum>(string? word, out TEnum value) where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            value = candidate;
            if (Of(candidate) == word) return true;
        }

        value = default;
        return false;
    }
}
