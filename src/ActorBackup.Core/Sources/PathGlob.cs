using System.Text;

namespace ActorBackup.Core.Sources;

/// <summary>A path with wildcards: <c>*</c> and <c>?</c> within a name, <c>[a-z]</c> and <c>[!a-z]</c>, <c>**</c> for any number of folders.</summary>
/// <remarks>As in a shell a name that begins with '.' is matched only by a pattern that begins with '.', so that hidden folders, temporary files and the
/// stores' own records stay out. <c>[*]</c> means a star itself. Case counts. Pure: knows no files.</remarks>
public sealed class PathGlob
{
    private readonly GlobSegment[] _all, _segments;

    private PathGlob(string text, string folder, GlobSegment[] all, int first, string? literal) =>
        (Text, FixedFolder, _all, _segments, Literal) = (text, folder, all, all[first..], literal);

    public string Text { get; }

    /// <summary>What stands before the first segment with a wildcard: every match lies below it. Without '/' at its end, but for the root.</summary>
    public string FixedFolder { get; }

    /// <summary>The one path meant, if there is no wildcard or only such as stand for themselves (<c>[[]</c>); else null.</summary>
    public string? Literal { get; }

    /// <summary>Whether matches may lie in folders below <see cref="FixedFolder"/>.</summary>
    public bool HasFolders => _segments.Length > 1;

    /// <exception cref="FormatException">A bracket stays open, or <c>**</c> is not alone between two '/'.</exception>
    public static PathGlob Parse(string pattern)
    {
        var names = pattern.Split('/');
        var segments = Array.ConvertAll(names, name => GlobSegment.Parse(pattern, name));
        var literal = Array.TrueForAll(segments, s => s.Literal is not null) ? string.Join('/', segments.Select(s => s.Literal)) : null;
        var first = literal is null ? Array.FindIndex(segments, s => s.Literal is null) : segments.Length - 1;
        var folder = string.Join('/', segments.Take(first).Select(s => s.Literal));
        return new PathGlob(pattern, folder.Length == 0 && first > 0 ? "/" : folder, segments, first, literal);
    }

    /// <summary>The pattern that means <paramref name="path"/> itself, whatever wildcards its names have.</summary>
    public static string Escape(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var c in path) _ = c is '*' or '?' or '[' ? escaped.Append('[').Append(c).Append(']') : escaped.Append(c);
        return escaped.ToString();
    }

    /// <param name="relativePath">Below <see cref="FixedFolder"/>, with '/' between names.</param>
    public bool Matches(string relativePath) => Reach(relativePath.Split('/'))[_segments.Length];

    /// <summary>Whether a match may lie in this folder or below it, so that a walk can leave out the others; "" is <see cref="FixedFolder"/>.</summary>
    public bool MayLieIn(string relativeFolder) =>
        relativeFolder.Length == 0 || Reach(relativeFolder.Split('/')).AsSpan(0, _segments.Length).Contains(true);

    /// <summary>Whether some path may match both; in doubt, yes.</summary>
    public bool Meets(PathGlob other)
    {
        var reach = new bool[_all.Length + 1, other._all.Length + 1];
        reach[0, 0] = true;
        for (var i = 0; i <= _all.Length; i++)
        {
            for (var j = 0; j <= other._all.Length; j++)
            {
                if (!reach[i, j]) continue;
                var (mine, theirs) = (i < _all.Length ? _all[i] : null, j < other._all.Length ? other._all[j] : null);
                if (mine is { IsFolders: true }) reach[i + 1, j] = true;
                if (theirs is { IsFolders: true }) reach[i, j + 1] = true;
                if (mine is null || theirs is null || !mine.Meets(theirs)) continue;
                reach[mine.IsFolders ? i : i + 1, theirs.IsFolders && !mine.IsFolders ? j : j + 1] = true;
            }
        }
        return reach[_all.Length, other._all.Length];
    }

    /// <summary>Whether the files of two matches may have the same name, wherever they lie; in doubt, yes.</summary>
    public bool NameMeets(PathGlob other) => _all[^1].Meets(other._all[^1]);

    public override string ToString() => Text;

    /// <summary>Which numbers of leading segments can stand for all of the names.</summary>
    private bool[] Reach(string[] names)
    {
        var reach = new bool[_segments.Length + 1];
        reach[0] = true;
        PassFolders(reach);
        foreach (var name in names)
        {
            var next = new bool[reach.Length];
            for (var i = 0; i < _segments.Length; i++)
            {
                if (!reach[i] || !_segments[i].Matches(name)) continue;
                next[_segments[i].IsFolders ? i : i + 1] = true;
            }
            PassFolders(next);
            reach = next;
        }
        return reach;
    }

    // ** may stand for no folder at all; at the end it stands for one name at least.
    private void PassFolders(bool[] reach)
    {
        for (var i = 0; i < _segments.Length; i++)
            if (reach[i] && _segments[i].IsFolders) reach[i + 1] = true;
    }
}
