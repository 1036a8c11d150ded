namespace ActorBackup.Core.Settings.Reading;

/// <summary>How a written path becomes an absolute one: relative ones start at the configuration file's folder, <c>~/</c> at home.</summary>
internal sealed class PathRule(string configFile, string? home)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(configFile, "/")) ?? "/";

    /// <summary>A file's path; its wildcards, if any, stay.</summary>
    public string SourceFile(string text)
    {
        const string noFolder = "say kind = tree to capture a folder, or name files or a glob such as DIR/*.json.";
        if (Forms.Text(text) is "." or ".." or "~" || text.EndsWith('/') || text.EndsWith("/.", StringComparison.Ordinal) || text.EndsWith("/..", StringComparison.Ordinal))
            throw new FormatException($"'{text}' is a folder; {noFolder}");
        return Absolute(text);
    }

    public string Absolute(string text) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(AtHome(Forms.Text(text)), _folder));

    /// <summary>Relative ones stay so: they start at each source's folder.</summary>
    public string StoreFolder(string text)
    {
        var folder = AtHome(Forms.Text(text));
        if (Path.IsPathRooted(folder)) return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var steps = folder.Split('/').Where(step => step is not ("" or "."));
        return string.Join('/', steps) is { Length: > 0 } plain ? plain : ".";
    }

    private string AtHome(string text) => !text.StartsWith("~/", StringComparison.Ordinal) && text != "~" ? text
        : home is not null ? home + text[1..]
        : throw new FormatException($"'{text}' needs the HOME variable, which is not set: write the whole path.");
}
