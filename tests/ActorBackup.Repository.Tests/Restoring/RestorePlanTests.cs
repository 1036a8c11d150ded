using ActorBackup.Linux;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Restoring;

public sealed class RestorePlanTests
{
    private const int File = 0x8000, Folder = 0x4000, Link = 0xA000;

    [Theory]
    [InlineData(NodeType.File, null, RestoreDeed.Create)]
    [InlineData(NodeType.File, File, RestoreDeed.Update)]
    [InlineData(NodeType.File, Link, RestoreDeed.Replace)]
    [InlineData(NodeType.File, Folder, RestoreDeed.Refuse)]
    [InlineData(NodeType.Folder, null, RestoreDeed.Create)]
    [InlineData(NodeType.Folder, Folder, RestoreDeed.Update)]
    [InlineData(NodeType.Folder, Link, RestoreDeed.Replace)]
    [InlineData(NodeType.Folder, File, RestoreDeed.Replace)]
    [InlineData(NodeType.Link, Link, RestoreDeed.Update)]
    [InlineData(NodeType.Fifo, File, RestoreDeed.Replace)]
    [InlineData(NodeType.Socket, null, RestoreDeed.Skip)]
    [InlineData(NodeType.Unknown, null, RestoreDeed.Refuse)]
    public void Decides_by_what_is_in_the_snapshot_and_what_is_there(NodeType type, int? there, RestoreDeed deed) =>
        Assert.Equal(deed, Assert.Single(Plan(new RestoreRequest(default, "/t"), [Node("a", type)], there is { } kind ? [("a", kind)] : [])).Deed);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../../evil")]
    [InlineData("/abs")]
    [InlineData("a\0b")]
    public void Refuses_names_that_lead_elsewhere(string name) => Assert.Equal(RestoreDeed.Refuse, Assert.Single(Plan(new RestoreRequest(default, "/t"), [Node(name)])).Deed);

    [Fact]
    public void Takes_the_first_of_two_entries_of_one_name()
    {
        var steps = Plan(new RestoreRequest(default, "/t"), [Node("a"), Node("a", NodeType.Folder)]);

        Assert.Equal([RestoreDeed.Create, RestoreDeed.Refuse], steps.Select(s => s.Deed));
    }

    [Fact]
    public void Removes_what_is_not_in_the_snapshot_only_if_asked()
    {
        var request = new RestoreRequest(default, "/t");

        Assert.Equal("a", Assert.Single(Plan(request, [Node("a")], [("b", File)])).Path.Name.ToString());
        Assert.Equal([RestoreDeed.Create, RestoreDeed.Delete], Plan(request with { Delete = true }, [Node("a")], [("b", File)]).Select(s => s.Deed));
    }

    [Fact]
    public void Removes_only_what_is_picked()
    {
        var request = new RestoreRequest(default, "/t") { Delete = true, Include = PathFilter.Of(["*.log"]) };

        Assert.Equal("/b.log", Assert.Single(Plan(request, [Node("a.txt")], [("b.log", File), ("c.txt", File)])).Path.ToString());
    }

    [Fact]
    public void Passes_through_folders_that_are_not_picked_but_may_hold_what_is()
    {
        var steps = Plan(new RestoreRequest(default, "/t") { Include = PathFilter.Of(["/a/b"]) }, [Node("a", NodeType.Folder), Node("c", NodeType.Folder), Node("d")]);

        Assert.Equal(("/a", RestoreDeed.PassThrough), (Assert.Single(steps).Path.ToString(), steps[0].Deed));
    }

    [Fact]
    public void Leaves_alone_what_is_there_if_nothing_is_to_be_overwritten()
    {
        var request = new RestoreRequest(default, "/t") { Overwrite = RestoreOverwrite.Never };

        Assert.Equal(
            [RestoreDeed.Skip, RestoreDeed.PassThrough, RestoreDeed.Skip, RestoreDeed.Create],
            Plan(request, [Node("a"), Node("b", NodeType.Folder), Node("c", NodeType.Link), Node("d")], [("a", File), ("b", Folder), ("c", Folder)]).Select(s => s.Deed));
    }

    [Fact]
    public void Puts_a_file_in_the_place_of_a_folder_only_with_delete() => Assert.Equal(
        RestoreDeed.Replace, Assert.Single(Plan(new RestoreRequest(default, "/t") { Delete = true }, [Node("a")], [("a", Folder)])).Deed);

    private static List<RestoreStep> Plan(RestoreRequest request, Node[] nodes, params (string Name, int Type)[] existing) =>
        [.. RestorePlan.OfFolder(
            SnapshotPath.Root, new Tree([.. nodes]), request.Include.Start,
            existing.ToDictionary(e => new RawName(e.Name), e => new RawTargetEntry(e.Type, 0x1A4, 1, 0, 0, 1, 2, 3, 4, 5, 0, 0, false)), request).Select(p => p.Step)];

    private static Node Node(string name, NodeType type = NodeType.File) => new(new RawName(name), type)
    {
        Content = type == NodeType.File ? [] : default,
        Subtree = type == NodeType.Folder ? new TreeId(Sha256Value.Of("x"u8)) : null,
        LinkTarget = new RawName("target"),
    };
}
