using System.Text.RegularExpressions;

namespace FaultTracer;

/// <summary>An operation on a kind of file: the path below one of the watched folders, with ids, hashes and numbers made alike.</summary>
public static partial class FilePoint
{
    /// <returns>Null if no path of the operation lies in <paramref name="roots"/>.</returns>
    internal static string? Of(FileOperation operation, IReadOnlyList<string> roots)
    {
        var (kind, target) = (KindOf(operation.Path, roots), operation.Target is null ? null : KindOf(operation.Target, roots));
        return kind is null && target is null ? null : $"{operation.Name} {kind ?? "elsewhere"}{(operation.Target is null ? "" : $" -> {target ?? "elsewhere"}")}";
    }

    public static string? KindOf(string path, IReadOnlyList<string> roots)
    {
        foreach (var root in roots)
        {
            if (path == root) return System.IO.Path.GetFileName(root) + "/";
            if (!path.StartsWith(root + "/", StringComparison.Ordinal)) continue;
            var below = path[(root.Length + 1)..].Replace(" (deleted)", "", StringComparison.Ordinal);
            below = Hex().Replace(PackFolder().Replace(Id().Replace(below, "ID"), "data/XX"), "HEX");
            return $"{System.IO.Path.GetFileName(root)}/{Number().Replace(below, "N")}";
        }
        return null;
    }

    [GeneratedRegex(@"\d{8}_\d{6}(_\d+)?")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<![A-Za-z])(?=[0-9a-f-]*\d)[0-9a-f]{8,}(-[0-9a-f]{4,12})*(?![A-Za-z])")]
    private static partial Regex Hex();

    /// <summary>Of a restic repository: one for each first byte of a pack's name.</summary>
    [GeneratedRegex(@"^data/[0-9a-f]{2}(?=/|$)")]
    private static partial Regex PackFolder();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
