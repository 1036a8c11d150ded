using System.Collections.Immutable;

namespace ActorBackup.Repository.Scanning;

/// <summary>What a backup leaves out. What is not named here is kept.</summary>
public sealed record Excludes
{
    public static Excludes None { get; } = new();

    /// <summary>Lines of a <c>.gitignore</c>, meant from each backed-up folder; the last that matches decides.</summary>
    public ImmutableArray<string> Patterns { get; init; } = [];

    /// <summary>Names of files that hold such lines for the folder they lie in, as <c>.gitignore</c>; they go before <see cref="Patterns"/>.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Of a folder with a valid CACHEDIR.TAG only the tag is kept.</summary>
    public bool Caches { get; init; }

    /// <summary>Regular files of more bytes are left out.</summary>
    public long? LargerThanBytes { get; init; }

    /// <summary>Absolute paths that are never entered, whatever the patterns say: where the stores themselves lie.</summary>
    public ImmutableArray<string> Never { get; init; } = [];
}
