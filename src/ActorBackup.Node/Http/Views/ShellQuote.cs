using System.Text.RegularExpressions;

namespace ActorBackup.Node.Http.Views;

/// <summary>Writes an argument so that a POSIX shell gives it back as it was.</summary>
internal static partial class ShellQuote
{
    public static string Of(string argument) =>
        Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_./:=@%+,-]+\z")]
    private static partial Regex Plain();
}
