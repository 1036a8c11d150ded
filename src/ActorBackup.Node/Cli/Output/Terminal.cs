using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorBackup.Node.Cli.Output;

/// <summary>Where a command's words go: stdout for what was asked, stderr for what went wrong and for progress.</summary>
/// <param name="CanAsk">Somebody is at the keyboard.</param>
/// <param name="Colour">Stdout is a terminal and nobody said no.</param>
/// <param name="Live">Stderr is a terminal: progress may be shown and wiped away.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool CanAsk, bool Colour, bool Live, bool Json, bool Quiet)
{
    /// <summary>For people; says nothing with <c>--quiet</c> or <c>--json</c>.</summary>
    public void Say(string line)
    {
        if (!Quiet && !Json) Out.WriteLine(line);
    }

    /// <summary>One line of warning; not with <c>--quiet</c>.</summary>
    public void Warn(string line)
    {
        if (!Quiet) Error.WriteLine($"warning: {line}");
    }

    public void Document<T>(T document, JsonTypeInfo<T> type) => Out.WriteLine(JsonSerializer.Serialize(document, type));

    public string Paint(Paint paint, string text) => Colour && text.Length > 0 ? $"\u001b[{(int)paint}m{text}\u001b[0m" : text;

    /// <summary>True only for a clear yes.</summary>
    public bool Confirm(string question)
    {
        Error.Write($"{question} [y/N] ");
        return In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}

/// <summary>Colours, by the number a terminal knows them by.</summary>
internal enum Paint
{
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
