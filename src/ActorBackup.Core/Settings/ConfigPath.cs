using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Settings;

/// <summary>A file, a glob or a folder as somebody named it, made absolute.</summary>
/// <param name="Path">With wildcards if <paramref name="IsGlob"/>; a plain file's name is taken as it is, whatever it looks like.</param>
public sealed record ConfigPath(string Path, bool IsGlob)
{
    /// <summary>A folder, with all below it.</summary>
    public bool IsFolder { get; init; }

    /// <summary>A file that exists is itself; other texts with a wildcard are globs.</summary>
    /// <exception cref="FormatException">It is a glob that cannot be read.</exception>
    public static ConfigPath Of(string text, string workingFolder, Func<string, bool> isFile)
    {
        var path = System.IO.Path.GetFullPath(text, workingFolder);
        if (isFile(path)) return new ConfigPath(path, IsGlob: false);
        return PathGlob.Parse(path).Literal is { } literal ? new ConfigPath(literal, IsGlob: false) : new ConfigPath(path, IsGlob: true);
    }

    /// <summary>As it is written in a configuration.</summary>
    internal string Pattern => IsGlob || IsFolder ? Path : PathGlob.Escape(Path);

    /// <summary>Whether this source protects it: is it, has the same glob, or matches it.</summary>
    public bool IsCoveredBy(SourceSettings source) => IsCoveredBy(new ConfigPath(source.Path, source.IsGlob) { IsFolder = source.Tree is not null });

    internal bool IsCoveredBy(ConfigPath other)
    {
        if (other == this) return true;
        if (!other.IsGlob || IsGlob || IsFolder) return false;
        var glob = PathGlob.Parse(other.Path);
        var folder = glob.FixedFolder.TrimEnd('/') + "/";
        return Path.StartsWith(folder, StringComparison.Ordinal) && glob.Matches(Path[folder.Length..]);
    }
}
