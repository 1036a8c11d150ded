namespace Hocon.Syntax;

/// <summary>The files being read, each included by the one before, and what all of them share.</summary>
internal sealed class IncludeChain
{
    private const int MostFiles = 1000;
    private readonly IncludeChain? _parent;
    private readonly int[] _filesRead;
    private readonly IReadOnlyList<string> _prefix;

    public IncludeChain(HoconOptions options)
    {
        (Options, File, _prefix, _filesRead) = (options, options.File, [], [0]);
    }

    private IncludeChain(IncludeChain parent, string file, IReadOnlyList<string> path, int depth)
    {
        (_parent, Options, File, _filesRead, Depth) = (parent, parent.Options, file, parent._filesRead, depth);
        _prefix = [.. parent._prefix, .. path];
    }

    public HoconOptions Options { get; }
    public string File { get; }

    /// <summary>Nesting at the include, so that files together cannot nest deeper than one may.</summary>
    public int Depth { get; }

    /// <summary>Where a path written in this file may be found: below the include, below that file's own include, …, from the root.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Places(IReadOnlyList<string> path)
    {
        var places = new List<IReadOnlyList<string>>();
        for (var chain = this; chain is not null; chain = chain._parent)
        {
            if (chain._parent is null || chain._prefix.Count > chain._parent._prefix.Count) places.Add([.. chain._prefix, .. path]);
        }

        return places;
    }

    /// <summary>The root object of an included file; null if there is no such file.</summary>
    public ObjectExpression? Read(string file, IReadOnlyList<string> path, int depth, HoconOrigin origin)
    {
        var resolved = Path.Combine(Path.GetDirectoryName(File) ?? "", file);
        RefuseCircle(resolved, origin);
        if (++_filesRead[0] > MostFiles) throw new HoconException($"More than {MostFiles} files are included. Include each file once.", origin);
        var text = ReadText(resolved, origin);
        return text is null ? null : new SyntaxReader(text, new IncludeChain(this, resolved, path, depth)).ReadRoot();
    }

    private void RefuseCircle(string file, HoconOrigin origin)
    {
        var files = new List<string> { file };
        for (var chain = this; chain is not null; chain = chain._parent)
        {
            files.Insert(0, chain.File);
            if (Path.GetFullPath(chain.File) == Path.GetFullPath(file))
                throw new HoconException($"Files include each other in a circle: {string.Join(" -> ", files)}. Remove one of these includes.", origin);
        }
    }

    private string? ReadText(string file, HoconOrigin origin)
    {
        try
        {
            return Options.ReadInclude(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new HoconException($"The included file '{file}' cannot be read: {failure.Message}", origin, failure);
        }
    }
}
