namespace AkkaSubset.Api.Tests;

/// <summary>A list of members, one a line: <c>Type :: signature</c>.</summary>
internal sealed class ApiList
{
    private readonly HashSet<string> _members;
    private readonly Dictionary<string, HashSet<string>> _bases;

    private ApiList(IEnumerable<string> lines)
    {
        var split = lines.ToLookup(ApiText.IsType);
        _members = [.. split[false]];
        _bases = split[true].ToDictionary(line => Head(line), line => Bases(line).ToHashSet());
    }

    public static ApiList Read(string name)
    {
        using var stream = typeof(ApiList).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"There is no list {name}.");
        using var reader = new StreamReader(stream);
        return new ApiList(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>A type may leave out interfaces of the listed one, a field may be read-only that there is not, and a method without a
    /// body may stand for a virtual one: nobody who uses them sees the difference.</summary>
    public bool Holds(string line) => ApiText.IsType(line)
        ? _bases.TryGetValue(Head(line), out var bases) && bases.IsSupersetOf(Bases(line))
        : _members.Contains(line)
            || _members.Contains(line.Replace("static readonly ", "static ", StringComparison.Ordinal))
            || _members.Contains(line.Replace(" abstract ", " virtual ", StringComparison.Ordinal));

    /// <summary>A type's line without its bases; the constraints stay.</summary>
    private static string Head(string line)
    {
        var (declaration, constraints) = Parts(line);
        return declaration.Split(" : ")[0] + constraints;
    }

    private static IEnumerable<string> Bases(string line)
    {
        var (declaration, _) = Parts(line);
        var colon = declaration.IndexOf(" : ", StringComparison.Ordinal);
        return colon < 0 ? [] : SplitOutsideAngles(declaration[(colon + 3)..]);
    }

    private static (string Declaration, string Constraints) Parts(string line)
    {
        var where = line.IndexOf(" where ", StringComparison.Ordinal);
        return where < 0 ? (line, "") : (line[..where], line[where..]);
    }

    private static IEnumerable<string> SplitOutsideAngles(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth != 0 || text[i] != ',')
                continue;
            yield return text[start..i].Trim();
            start = i + 1;
        }

        yield return text[start..].Trim();
    }
}
