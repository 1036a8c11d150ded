using System.Text.RegularExpressions;

namespace ActorBackup.Conventions.Tests;

/// <summary>A test's name is a sentence.</summary>
public sealed partial class TestNameTests
{
    [Fact]
    public void A_test_is_named_by_a_sentence() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.IsIn("tests"))
            .SelectMany(file => Tests().Matches(file.Code).Select(match => match.Groups["name"].Value).Where(name => !Sentence().IsMatch(name)).Select(name => $"{file}: {name}")));

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\]]*\](?:\s*\[(?:[^\[\]]|\[[^\]]*\])*\])*\s*public\s+(?:(?:async|static|override|virtual|unsafe)\s+)*[\w<>]+\s+(?<name>\w+)\s*\(")]
    private static partial Regex Tests();

    /// <summary>Three words at least.</summary>
    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,}\z")]
    private static partial Regex Sentence();
}
