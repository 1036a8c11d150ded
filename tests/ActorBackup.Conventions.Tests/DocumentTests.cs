using System.Text.RegularExpressions;

namespace ActorBackup.Conventions.Tests;

/// <summary>What README, CONTRIBUTING and the scripts name exists.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Checkout.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_names_only_scripts_that_exist(string path) =>
        Finding.None(Scripts().Matches(File.ReadAllText(Checkout.Full(path))).Select(match => match.Value).Where(script => !File.Exists(Checkout.Full(script))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_names_only_verbs_that_exist(string path) =>
        Finding.None(Verbs().Matches(File.ReadAllText(Checkout.Full(path))).Select(match => match.Groups["verb"].Value).Distinct().Except(CliVerbs));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_of_a_document_leads_somewhere(string path) =>
        Finding.None(Links().Matches(File.ReadAllText(Checkout.Full(path)))
            .Select(match => Path.Combine(Path.GetDirectoryName(Checkout.Full(path))!, match.Groups["target"].Value))
            .Where(target => !Path.Exists(target)));

    [Fact]
    public void Readme_has_the_two_commands_on_lines_of_their_own()
    {
        var lines = File.ReadAllLines(Checkout.Full("README.md"));

        Assert.Contains("scripts/run.sh", lines);
        Assert.Contains("scripts/test.sh", lines);
    }

    /// <summary>Every name that the command line gives to a command.</summary>
    private static IEnumerable<string> CliVerbs => Checkout.CSharp
        .Where(file => file.IsIn("src/ActorBackup.Node/Cli"))
        .SelectMany(file => CommandNames().Matches(file.Text).Select(match => match.Groups["verb"].Value));

    [GeneratedRegex(@"\(""(?<verb>[a-z]+)""")]
    private static partial Regex CommandNames();

    [GeneratedRegex(@"(?<![\w/.])(?:scripts|\.ci)/[\w.-]*\w")]
    private static partial Regex Scripts();

    [GeneratedRegex(@"(?m)(?:scripts/|`)actorbackup (?<verb>[a-z]+)\b")]
    private static partial Regex Verbs();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Links();
}
