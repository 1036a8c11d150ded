using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorBackup.Core.Sources;

/// <summary>Names one monitored source: a configured name, or <c>name:relative/path</c> for one match of a glob.</summary>
/// <remarks>Rules 1. People see <see cref="Value"/>; actor names, persistence ids, folders, logs and URLs use <see cref="Key"/>.</remarks>
public sealed partial record SourceId
{
    private SourceId(string name, string? relativePath) => (Name, RelativePath) = (name, relativePath);

    /// <summary>The name in the configuration: 1 to 64 of <c>a-z 0-9 - _</c>.</summary>
    public string Name { get; }

    /// <summary>The matched file below the glob's fixed folder, with '/', or null where the source is no glob.</summary>
    public string? RelativePath { get; }

    public string Value => RelativePath is null ? Name : $"{Name}:{RelativePath}";

    /// <summary><see cref="Name"/>, for a match followed by '.' and 16 hex digits of the SHA-256 of the relative path's UTF-8 bytes.</summary>
    public string Key => RelativePath is null ? Name : $"{Name}.{Fingerprint(RelativePath)}";

    /// <exception cref="FormatException"><paramref name="text"/> is not a source id; the message says what is.</exception>
    public static SourceId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException(
        $"'{text}' is not a source name. Use 1 to 64 of a-z, 0-9, '-' and '_'; a match of a glob is NAME:RELATIVE/PATH.");

    /// <summary>Reads both forms of <see cref="Value"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SourceId? id)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var (name, relative) = colon < 0 ? (text, null) : (text![..colon], text[(colon + 1)..]);
        id = name is not null && Shape().IsMatch(name) && relative != "" ? new SourceId(name, relative) : null;
        return id is not null;
    }

    /// <summary>The source for one match of this glob source.</summary>
    public SourceId Match(string relativePath) => new(Name, relativePath);

    public override string ToString() => Value;

    private static string Fingerprint(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z")]
    private static partial Regex Shape();
}
