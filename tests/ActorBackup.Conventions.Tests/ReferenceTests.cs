namespace ActorBackup.Conventions.Tests;

/// <summary>Who may know whom (architecture: the projects).</summary>
public sealed class ReferenceTests
{
    private static readonly string[] AkkaAware =
    [
        "ActorBackup.Actors", "ActorBackup.Node", "ActorBackup.Client.Akka", "ActorBackup.Wire.Akka",
        "ActorBackup.Actors.Tests", "ActorBackup.Node.Tests", "ActorBackup.Benchmarks", "ActorBackup.Client.Akka.Tests", "Collector",
        "Akka.Tests", "Akka.Persistence.Tests", "Akka.Remote.Tests", "AkkaSubset.Api.Tests",
    ];

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Hocon", [] },
        { "ActorBackup.Core", ["Hocon"] },
        { "ActorBackup.Linux", [] },
        { "ActorBackup.Repository", ["ActorBackup.Linux"] },
        { "ActorBackup.Stores", ["ActorBackup.Core", "ActorBackup.Linux", "ActorBackup.Repository"] },
        { "ActorBackup.Wire", [] },
        { "ActorBackup.Wire.Akka", ["ActorBackup.Wire"] },
        { "ActorBackup.Client", ["ActorBackup.Wire"] },
        { "ActorBackup.Client.Akka", ["ActorBackup.Client", "ActorBackup.Wire", "ActorBackup.Wire.Akka"] },
        { "ActorBackup.Actors", ["ActorBackup.Core", "ActorBackup.Wire", "ActorBackup.Wire.Akka"] },
        { "ActorBackup.Node", ["ActorBackup.Core", "ActorBackup.Stores", "ActorBackup.Actors", "ActorBackup.Client", "ActorBackup.Wire", "Hocon"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_knows_only_whom_it_may(string project, string[] allowed) =>
        Finding.None(ProjectFile.All[project].Projects.Except(allowed));

    [Fact]
    public void Every_project_of_ours_has_a_row() =>
        Finding.None(ProjectFile.All.Values
            .Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal) && !project.Path.StartsWith("src/AkkaSubset/", StringComparison.Ordinal))
            .Select(project => project.Name)
            .Except(Allowed.Select(row => (string)row[0]!)));

    [Fact]
    public void The_subset_knows_none_of_ours_but_hocon() =>
        Finding.None(ProjectFile.All.Values
            .Where(project => project.Path.StartsWith("src/AkkaSubset/", StringComparison.Ordinal))
            .SelectMany(project => project.Projects)
            .Where(name => name.StartsWith("ActorBackup", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_of_src_stands_on_tests() =>
        Finding.None(ProjectFile.All.Values
            .Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(project => project.Projects.Where(name => ProjectFile.All[name].Path.StartsWith("tests/", StringComparison.Ordinal))));

    [Fact]
    public void Akka_is_asked_for_by_name_and_only_where_it_may_be() =>
        Finding.None(ProjectFile.All.Values
            .Where(project => !project.Path.Contains("/AkkaSubset/", StringComparison.Ordinal) && !AkkaAware.Contains(project.Name))
            .Where(project => project.AkkaApis.Count > 0 || project.Projects.Concat(project.Packages).Any(name => name.StartsWith("Akka", StringComparison.Ordinal)))
            .Select(project => project.Name));

    [Fact]
    public void The_choice_of_runtime_is_made_in_one_place() =>
        Finding.None(ProjectFile.All.Values
            .Where(project => !project.Path.StartsWith("src/AkkaSubset/", StringComparison.Ordinal))
            .Where(project => project.Projects.Concat(project.Packages).Any(name => name.StartsWith("Akka", StringComparison.Ordinal)))
            .Select(project => project.Name));

    [Fact]
    public void Akka_types_are_named_only_where_akka_may_be_known() =>
        Finding.None(Checkout.CSharp
            .Where(file => file.IsIn("src/ActorBackup.Core") || file.IsIn("src/ActorBackup.Linux") || file.IsIn("src/ActorBackup.Repository") || file.IsIn("src/ActorBackup.Stores") || file.IsIn("src/ActorBackup.Wire") || file.IsIn("src/ActorBackup.Client") || file.IsIn("src/Hocon"))
            .Where(file => file.Code.Contains("Akka.", StringComparison.Ordinal)));

    [Fact]
    public void Only_the_node_knows_serilog() =>
        Assert.Equal(["ActorBackup.Node"], ProjectFile.All.Values
            .Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal) && project.Packages.Any(name => name.StartsWith("Serilog", StringComparison.Ordinal)))
            .Select(project => project.Name));

    [Fact]
    public void Core_stands_on_no_package() => Finding.None(ProjectFile.All["ActorBackup.Core"].Packages);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Checkout.Full("ActorBackup.sln")).Replace('\\', '/');

        Finding.None(ProjectFile.All.Values.Where(project => !solution.Contains(project.Path, StringComparison.Ordinal)).Select(project => project.Path));
    }
}
