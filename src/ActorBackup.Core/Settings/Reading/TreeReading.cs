using ActorBackup.Core.Trees;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads what only sources of kind <c>tree</c> have.</summary>
internal static class TreeReading
{
    public static TreeRules Rules(Block block) => new(
        [.. block.List("exclude", Pattern)],
        [.. block.List("exclude-files", FileName)],
        block.Value("exclude-caches", false, Forms.OnOff),
        block.OrOff<long>("exclude-larger-than", null, Forms.Size),
        Own: []);

    private static string Pattern(string text) => text.Trim().Length > 0 && !text.Contains('\n', StringComparison.Ordinal) ? text
        : throw new FormatException("is no pattern: write one line of a .gitignore, such as \"__pycache__/\" or \"*.log\".");

    private static string FileName(string text) => text.Length > 0 && !text.Contains('/', StringComparison.Ordinal) && text is not ("." or "..") ? text
        : throw new FormatException($"'{text}' is no file's name: write it without a folder, such as \".gitignore\".");
}
