namespace Scenarios.Demo;

/// <summary>Prints who says what, a line at a time, from several processes at once.</summary>
internal sealed class Narrator(TextWriter output)
{
    private readonly Lock _gate = new();

    public void Tell(string sentence) => Write($"\n== {sentence}");

    public void Quote(string who, string line) => Write($"{who,8} | {line}");

    /// <param name="where">The node whose command line it is; empty where there is one.</param>
    public void Show(string command, string result, string where = "") => Write($"\n{where}$ {command}\n{result.TrimEnd()}");

    private void Write(string text)
    {
        lock (_gate) output.WriteLine(text);
    }
}
