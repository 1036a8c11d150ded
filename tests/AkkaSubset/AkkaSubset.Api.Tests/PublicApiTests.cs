using System.Reflection;

namespace AkkaSubset.Api.Tests;

/// <summary>Compares what an assembly offers with the list of what Akka.NET 1.5.30's assembly of that name offers.</summary>
/// <remarks>Looks at the subset only: on the packages there is nothing to compare.</remarks>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Akka")]
    [InlineData("Akka.Cluster")]
    [InlineData("Akka.Cluster.Tools")]
    [InlineData("Akka.Coordination")]
    [InlineData("Akka.Persistence")]
    [InlineData("Akka.Persistence.Sql")]
    [InlineData("Akka.Remote")]
    [InlineData("Akka.TestKit")]
    [InlineData("Akka.TestKit.Xunit2")]
    [InlineData("Akka.Persistence.TestKit")]
    [InlineData("Akka.Persistence.TestKit.Xunit2")]
    public void Offers_nothing_that_Akka_does_not(string assembly)
    {
        var known = ApiList.Read(assembly);

        var foreign = SubsetApi(assembly).Where(line => !known.Holds(line)).ToArray();

        Assert.True(foreign.Length == 0, $"{foreign.Length} members of {assembly} are not in its list:\n{string.Join('\n', foreign)}");
    }

    [Theory]
    [InlineData("Akka")]
    [InlineData("Akka.Cluster")]
    [InlineData("Akka.Cluster.Tools")]
    [InlineData("Akka.Coordination")]
    [InlineData("Akka.Persistence")]
    [InlineData("Akka.Persistence.Sql")]
    [InlineData("Akka.Remote")]
    [InlineData("Akka.TestKit")]
    [InlineData("Akka.TestKit.Xunit2")]
    [InlineData("Akka.Persistence.TestKit")]
    [InlineData("Akka.Persistence.TestKit.Xunit2")]
    public void Offers_nothing_that_Akka_calls_obsolete(string assembly)
    {
        var obsolete = ApiList.Read("obsolete");

        var old = SubsetApi(assembly).Where(obsolete.Holds).ToArray();

        Assert.True(old.Length == 0, $"These members of {assembly} are obsolete in Akka.NET:\n{string.Join('\n', old)}");
    }

    private static IEnumerable<string> SubsetApi(string assembly)
    {
        var loaded = Assembly.Load(assembly);
        var isPackage = loaded.GetName().Version is { Major: > 0 };
        return isPackage ? [] : ApiText.Of(loaded);
    }
}
