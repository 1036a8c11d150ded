namespace Akka.Remote.Transport;

/// <summary>A stranger's text as it may stand in the log: short, quoted, in one line.</summary>
internal static class Excerpt
{
    private const int Longest = 200;

    public static string Of(string text) =>
        $"'{string.Concat((text.Length > Longest ? text[..Longest] + "…" : text).Select(one => char.IsControl(one) ? '?' : one))}'";
}
