using System.Text;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

public sealed class TreeFormatTests
{
    private const string Times = "\"mtime\":\"2023-01-01T12:00:00.5Z\",\"atime\":\"2023-01-01T12:00:00.5Z\",\"ctime\":\"2023-01-01T12:00:00.5Z\"";

    private const string Id = "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447";

    [Theory]
    [InlineData("")]
    [InlineData($$"""{"name":"f","type":"file","mode":420,{{Times}},"uid":0,"gid":0,"user":"root","group":"wheel","inode":1,"device_id":2,"size":3,"links":1,"content":["{{Id}}","{{Id}}"]}""")]
    [InlineData($$"""{"name":"empty","type":"file",{{Times}},"uid":1,"gid":2,"content":[]}""")]
    [InlineData($$"""{"name":"d","type":"dir","mode":2147484141,{{Times}},"uid":0,"gid":0,"content":null,"subtree":"{{Id}}"}""")]
    [InlineData($$"""{"name":"l","type":"symlink",{{Times}},"uid":0,"gid":0,"links":1,"linktarget":"../x\u003c\u2028\b\f\u0001","content":null}""")]
    [InlineData($$"""{"name":"l","type":"symlink",{{Times}},"uid":0,"gid":0,"linktarget":"a\ufffd\ufffdb","linktarget_raw":"Yf/+Yg==","content":null}""")]
    [InlineData($$"""{"name":"c","type":"chardev",{{Times}},"uid":0,"gid":0,"device":1234567890123,"content":null}""")]
    [InlineData($$"""{"name":"x","type":"file",{{Times}},"uid":0,"gid":0,"extended_attributes":[{"name":"user.empty","value":""},{"name":"user.ü","value":"YmFy"}],"content":[]}""")]
    [InlineData($$"""{"name":"w","type":"file",{{Times}},"uid":0,"gid":0,"generic_attributes":{"windows.creation_time":{"LowDateTime":1,"HighDateTime":2},"windows.file_attributes":32},"content":[]}""")]
    [InlineData($$"""{"name":"e","type":"door",{{Times}},"uid":0,"gid":0,"content":null,"error":"gone"}""")]
    [InlineData($$"""{"name":"a\\\"b\\\\c\\n\\xff\\u00a0\u003c😀","type":"fifo",{{Times}},"uid":4294967295,"gid":4294967295,"content":null}""")]
    public void Writes_what_it_read(string node)
    {
        var json = $$"""{"nodes":[{{node}}]}""" + "\n";

        Assert.Equal(json, Encoding.UTF8.GetString(TreeFormat.Write(Read(json))));
    }

    [Fact]
    public void Reads_every_field()
    {
        var json = $$"""
            {"nodes":[{"name":"n\\xff","type":"file","mode":420,"mtime":"2023-01-01T00:00:00.000000001Z","atime":"2023-01-02T00:00:00Z",
            "ctime":"2023-01-03T00:00:00+01:00","uid":1,"gid":2,"user":"u","group":"g","inode":18446744073709551615,"device_id":4,"size":5,
            "links":6,"linktarget":"lossy","linktarget_raw":"/w==","extended_attributes":[{"name":"user.a","value":"AAE="}],"device":7,
            "content":["{{Id}}"],"subtree":"{{Id}}","error":"e"}]}
            """;

        var node = Assert.Single(Read(json).Nodes);

        Assert.Equal((new RawName([(byte)'n', 0xFF]), NodeType.File, 420u), (node.Name, node.Type, node.Mode));
        Assert.Equal((1, "2023-01-02T00:00:00Z", 60), (node.ModifiedAt.Nanos, node.AccessedAt.ToString(), node.ChangedAt.OffsetMinutes));
        Assert.Equal((1u, 2u, "u", "g"), (node.Uid, node.Gid, node.User, node.Group));
        Assert.Equal((ulong.MaxValue, 4ul, 5ul, 6ul, 7ul), (node.Inode, node.DeviceId, node.Size, node.Links, node.Device));
        Assert.Equal(new RawName([0xFF]), node.LinkTarget);
        Assert.Equal("user.a", Assert.Single(node.ExtendedAttributes).Name.ToString());
        Assert.Equal((BlobId.Parse(Id), TreeId.Parse(Id), "e"), (Assert.Single(node.Content), node.Subtree!.Value, node.Error));
    }

    [Fact]
    public void Tells_no_content_from_empty_content()
    {
        var tree = Read($$"""{"nodes":[{"name":"a","type":"file",{{Times}},"content":null},{"name":"b","type":"file",{{Times}},"content":[]}]}""");

        Assert.Equal((true, false, 0), (tree.Nodes[0].Content.IsDefault, tree.Nodes[1].Content.IsDefault, tree.Nodes[1].Content.Length));
    }

    [Fact]
    public void Reads_bytes_that_are_not_UTF_8_and_half_pairs_as_replacement_characters()
    {
        byte[] json = [.. "{\"nodes\":[{\"name\":\"a"u8, 0xFF, 0xC3, .. "\\ud800b\",\"linktarget\":\"\\ud83d\\ude00\\udc00\"}]}"u8];

        var node = Assert.Single(TreeFormat.Read(json).Nodes);

        Assert.Equal(("a\ufffd\ufffd\ufffdb", "😀\ufffd"), (node.Name.ToString(), node.LinkTarget.ToString()));
    }

    [Fact]
    public void Takes_the_last_of_two_equal_fields_and_passes_over_unknown_ones() =>
        Assert.Equal("b", Assert.Single(Read("""{"x":[[{}]],"nodes":[],"nodes":[{"name":"a","extra":{"name":"c"},"name":"b"}],"y":1}""").Nodes).Name.ToString());

    [Theory]
    [InlineData("a", "a")]
    [InlineData("b", "a")]
    [InlineData("\U00010000", "\uffff")]
    public void Refuses_to_write_names_out_of_order(string first, string second) =>
        Assert.Throws<ArgumentException>(() => TreeFormat.Write(new Tree([new Node(new RawName(first), NodeType.File), new Node(new RawName(second), NodeType.File)])));

    [Fact]
    public void Writes_a_foreign_order_where_it_is_asked_to()
    {
        var json = $$"""{"nodes":[{"name":"b","type":"fifo",{{Times}},"uid":0,"gid":0,"content":null},{"name":"a","type":"fifo",{{Times}},"uid":0,"gid":0,"content":null}]}""" + "\n";

        Assert.Equal(json, Encoding.UTF8.GetString(TreeFormat.WriteAsFound(Read(json))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"nodes":[null]}""")]
    [InlineData("""{"nodes":[{"name":"\\q"}]}""")]
    [InlineData("""{"nodes":[{"name":"a""")]
    [InlineData("""{"nodes":[{"name":1}]}""")]
    [InlineData("""{"nodes":[{"type":[]}]}""")]
    [InlineData("""{"nodes":[{"mode":4294967296}]}""")]
    [InlineData("""{"nodes":[{"size":-1}]}""")]
    [InlineData("""{"nodes":[{"size":99999999999999999999}]}""")]
    [InlineData("""{"nodes":[{"mtime":"yesterday"}]}""")]
    [InlineData("""{"nodes":[{"content":["x"]}]}""")]
    [InlineData("""{"nodes":[{"content":[null]}]}""")]
    [InlineData("""{"nodes":[{"content":{}}]}""")]
    [InlineData("""{"nodes":[{"linktarget_raw":"!"}]}""")]
    [InlineData("""{"nodes":[]} []""")]
    public void Refuses_what_is_no_tree(string json) => Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => Read(json)).Failure);

    [Fact]
    public void Refuses_deep_nesting_without_going_down()
    {
        var json = """{"x":""" + new string('[', 1_000_000);

        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => Read(json)).Failure);
    }

    private static Tree Read(string json) => TreeFormat.Read(Encoding.UTF8.GetBytes(json));
}
