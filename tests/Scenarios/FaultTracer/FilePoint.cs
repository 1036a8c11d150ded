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
            return $"{System.IO.Path.GetFileName(root)}/{Number().Replace(Hex().Replace(Id().Replace(below, "ID"), "HEX"), "N")}";
        }
        return null;
    }

    [GeneratedRegex(@"\d{8}_\d{6}(_\d+)?")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<![A-Za-z])(?=[0-9a-f-]*\d)[0-9a-f]{8,}(-[0-9a-f]{4,12})*(?![A-Za-z])")]
    private static partial Regex Hex();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
