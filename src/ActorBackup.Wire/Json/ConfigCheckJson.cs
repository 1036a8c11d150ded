using System.Text.Json.Serialization;

namespace ActorBackup.Wire.Json;

/// <summary><c>config check --json</c>, and what <c>init --json</c> says of the file it wrote.</summary>
/// <param name="File">Absolute.</param>
/// <param name="Valid">Whether a node would start with it; warnings do not stand against that.</param>
/// <param name="Matches">With <c>--match SOURCE</c> the absolute paths that the source means now, else null.</param>
public sealed record ConfigCheckJson(
    string File, bool Valid, IReadOnlyList<ConfigProblemJson> Problems, IReadOnlyList<ConfigWarningJson> Warnings, IReadOnlyList<string>? Matches)
{
    /// <summary>With <c>--match SOURCE</c> of a folder what is left out of it, else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConfigExcludedJson>? Excluded { get; init; }
}

/// <summary>What <c>exclude</c> leaves out of a folder.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Reason">The pattern and where it stands, or the rule.</param>
public sealed record ConfigExcludedJson(string Path, string Reason);

/// <param name="Key">Empty where the text is no HOCON at all.</param>
public sealed record ConfigProblemJson(string Key, string File, int Line, string Message);

public sealed record ConfigWarningJson(string Key, string Message);
