using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Checking;

public sealed class TreeRulesTests
{
    private static readonly BlobId Ten = new(Sha256Value.Of("ten bytes."u8)), Unknown = new(Sha256Value.Of("?"u8));

    private static Node File(string name) => new(new RawName(name), NodeType.File) { Content = [Ten], Size = 10 };

    private static (FindingSeverity, FindingKind)[] Judge(params Node[] nodes) =>
        [.. TreeRules.Judge(new Tree([.. nodes]), blob => blob == Ten ? 10 : null).Select(o => (o.Severity, o.Kind))];

    [Fact]
    public void Finds_nothing_in_a_sound_tree() =>
        Assert.Empty(Judge(File("a"), new Node(new RawName("b"), NodeType.Folder) { Subtree = new TreeId(Ten.Value) }, new Node(new RawName("c"), NodeType.Link)));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void Finds_names_that_no_file_can_have(string name) => Assert.Equal([(FindingSeverity.Error, FindingKind.NodeName)], Judge(File(name)));

    [Fact]
    public void Finds_nodes_out_of_order() => Assert.Equal([(FindingSeverity.Hint, FindingKind.NodeOrder)], Judge(File("b"), File("a")));

    [Fact]
    public void Finds_a_name_twice() => Assert.Equal([(FindingSeverity.Error, FindingKind.NodeName)], Judge(File("a"), File("a")));

    [Fact]
    public void Finds_a_name_twice_also_where_nodes_are_out_of_order() =>
        Assert.Equal([(FindingSeverity.Hint, FindingKind.NodeOrder), (FindingSeverity.Error, FindingKind.NodeName)], Judge(File("a"), File("c"), File("a")));

    [Fact]
    public void Finds_a_folder_without_tree() => Assert.Equal([(FindingSeverity.Error, FindingKind.NodeIncomplete)], Judge(new Node(new RawName("a"), NodeType.Folder)));

    [Fact]
    public void Finds_a_file_without_contents() => Assert.Equal([(FindingSeverity.Error, FindingKind.NodeIncomplete)], Judge(new Node(new RawName("a"), NodeType.File)));

    [Fact]
    public void Finds_an_unknown_type() =>
        Assert.Equal([(FindingSeverity.Error, FindingKind.NodeIncomplete)], Judge(new Node(new RawName("a"), NodeType.Unknown) { UnknownType = "wormhole" }));

    [Fact]
    public void Finds_data_that_no_index_knows() => Assert.Equal([(FindingSeverity.Error, FindingKind.DataMissing)], Judge(File("a") with { Content = [Ten, Unknown] }));

    [Fact]
    public void Finds_a_size_that_is_not_that_of_the_content() => Assert.Equal([(FindingSeverity.Error, FindingKind.NodeSize)], Judge(File("a") with { Size = 11 }));
}
