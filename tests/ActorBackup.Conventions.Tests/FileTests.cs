using System.Text.RegularExpressions;

namespace ActorBackup.Conventions.Tests;

/// <summary>Sizes and shapes of files.</summary>
public sealed partial class FileTests
{
    [Fact]
    public void A_long_file_says_why_in_its_first_comment() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.Lines.Length > (file.IsIn("tests") ? 400 : 300))
            .Where(file => !FirstComment(file).Contains("long", StringComparison.OrdinalIgnoreCase) && !FirstComment(file).Contains("lines", StringComparison.OrdinalIgnoreCase))
            .Select(file => $"{file} has {file.Lines.Length} lines: split it, or begin it with a comment that says why it is long"));

    [Fact]
    public void A_file_of_ours_holds_one_public_type_and_the_enums_and_small_records_around_it() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.IsIn("src") && !file.IsIn("src/AkkaSubset"))
            .Select(file => (file, types: PublicTypes().Matches(file.Code).Where(match => !IsSmallRecord(file.Code, match)).Select(match => match.Groups["name"].Value).Distinct().ToArray()))
            .Where(found => found.types.Length > 1 && !found.types.All(name => name.EndsWith("Exception", StringComparison.Ordinal)))
            .Select(found => $"{found.file} declares {string.Join(", ", found.types)}"));

    [Fact]
    public void No_file_uses_tabs_or_ends_without_a_line_break() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.Text is var text && (text.Contains('\t', StringComparison.Ordinal) || text.Contains('\r', StringComparison.Ordinal) || !text.EndsWith('\n'))));

    [Fact]
    public void No_plan_or_scratch_file_is_kept() =>
        Finding.None(Checkout.Files.Where(path => Litter().IsMatch(path)));

    [Fact]
    public void Nothing_points_out_of_the_checkout() =>
        Finding.None(Checkout.Files
            .Where(path => Path.GetExtension(path) is ".cs" or ".csproj" or ".sh" or ".md" or ".hocon" or ".props" or ".targets")
            .Where(path => path != "tests/ActorBackup.Conventions.Tests/FileTests.cs" && OtherPlaces().IsMatch(File.ReadAllText(Checkout.Full(path)))));

    /// <summary>A small record (of one line, or a closed family of them) may share the file of the type it belongs to.</summary>
    private static bool IsSmallRecord(string code, Match type)
    {
        var rest = code[type.Index..];
        var end = rest.IndexOf("\n}", StringComparison.Ordinal);
        var next = PublicTypes().Match(rest, 1);
        var lines = end < 0 || (next.Success && next.Index < end) ? 1 : rest.AsSpan(0, end).Count('\n') + 2;
        return type.Value.Contains(" record ", StringComparison.Ordinal) && lines <= 20;
    }

    private static string FirstComment(SourceFile file) =>
        string.Join(' ', file.Lines.SkipWhile(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).TakeWhile(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    // Top-level types only: they begin at the line's start.
    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial|readonly|unsafe) )*(?:class|record struct|record|struct|interface) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTypes();

    [GeneratedRegex(@"(?<!\w)/(root|work)/[a-z]")]
    private static partial Regex OtherPlaces();

    [GeneratedRegex(@"(^|/)(PLAN|NOTES?|TODO|HANDOFF|SCRATCH)\b[^/]*$|\.(orig|rej|bak|swp|patch)$", RegexOptions.IgnoreCase)]
    private static partial Regex Litter();
}
