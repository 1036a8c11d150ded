using System.Text.RegularExpressions;

namespace ActorBackup.Conventions.Tests;

/// <summary>Words that code of this project does without.</summary>
public sealed partial class WordTests
{
    /// <summary>Pattern, why, and the folders where it is allowed all the same.</summary>
    public static TheoryData<string, string, string[]> Banned => new()
    {
        { @"\bDateTime(Offset)?\s*\.\s*(Utc)?(Now|Today)\b", "time is passed in: a TimeProvider or an argument", [] },
        { @"\bThread\s*\.\s*Sleep\b", "nothing sleeps; wait for what is to happen", [] },
        { @"\bTask\s*\.\s*Delay\s*\((?![^;]*(?i:time|clock|TimeProvider)\b)", "a delay takes its TimeProvider", [] },
        { @"\bConsole\s*\.", "only the command line talks to the terminal", ["src/ActorBackup.Node/Cli", "tests/Scenarios", "tests/ActorBackup.Benchmarks", "src/AkkaSubset/Akka/Event"] },
        { @"\bdynamic\b", "types are known", [] },
        { @"^\s*#\s*region\b", "a file that needs regions is two files", [] },
        { @"^\s*#\s*if\b", "the one switch is in Directory.Build.targets", [] },
        { @"\bGC\s*\.\s*Collect\b", "memory is the runtime's business", ["tests/ActorBackup.Benchmarks"] },
        { @"\basync\s+void\b", "a failure would have nobody to tell", [] },
    };

    [Theory]
    [MemberData(nameof(Banned))]
    public void A_banned_word_is_not_used(string pattern, string why, string[] allowedIn) =>
        Finding.None(Checkout.CSharp
            .Where(file => !file.IsIn("tests/ActorBackup.Conventions.Tests") && !allowedIn.Any(file.IsIn))
            .SelectMany(file => Regex.Matches(file.Code, pattern, RegexOptions.Multiline).Select(match => $"{file}:{LineOf(file, match)} {match.Value.Trim()}: {why}")));

    [Fact]
    public void No_type_is_named_after_nothing() =>
        Finding.None(Checkout.CSharp
            .Where(file => !file.IsIn("src/AkkaSubset"))
            .SelectMany(file => Types().Matches(file.Code).Select(match => match.Groups["name"].Value).Where(name => EmptyName().IsMatch(name)).Select(name => $"{file}: {name}")));

    [Fact]
    public void What_is_said_between_actors_is_sealed() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.Path.Contains("/Protocols/", StringComparison.Ordinal) || file.Path.EndsWith("Events.cs", StringComparison.Ordinal))
            .Where(file => file.IsIn("src") && !file.IsIn("src/AkkaSubset"))
            .SelectMany(file => OpenRecords().Matches(file.Code).Select(match => $"{file}: {match.Value.Trim()}")));

    [Fact]
    public void Messages_carry_no_actor_reference() =>
        Finding.None(Checkout.CSharp.Where(file => file.IsIn("src/ActorBackup.Core") && file.Code.Contains("IActorRef", StringComparison.Ordinal)));

    [Fact]
    public void Static_state_does_not_change() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.IsIn("src") && !file.IsIn("src/AkkaSubset"))
            .SelectMany(file => MutableStatics().Matches(file.Code).Select(match => $"{file}:{LineOf(file, match)} {match.Value.Trim()}")));

    private static int LineOf(SourceFile file, Match match) => file.Code.AsSpan(0, match.Index).Count('\n') + 1;

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Types();

    [GeneratedRegex(@"(?:Manager|Helper|Helpers|Utils|Util|Service|Provider|Info|Data)$(?<!^(?:ManualTimeProvider|TheoryData))")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^[ ]*public\s+(?:partial\s+)?record\s+(?!struct)\w+[^\n]*", RegexOptions.Multiline)]
    private static partial Regex OpenRecords();

    [GeneratedRegex(@"^[ ]*(?:public|internal|private|protected)[ ]+static[ ]+(?!readonly|partial|class|record|extern|implicit|explicit|event|async|unsafe|new)[\w<>?\[\], .]+[ ]+_?\w+[ ]*(?:=[^>=][^\n]*)?;", RegexOptions.Multiline)]
    private static partial Regex MutableStatics();
}
