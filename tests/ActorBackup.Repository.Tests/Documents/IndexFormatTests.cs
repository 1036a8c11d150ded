using System.Text;
using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Tests.Documents;

public sealed class IndexFormatTests
{
    private const string Id = "d10753d96a0e1ea5a6bc4a40f5ffc3e30c046d0844f71be04701fabb56592f79";

    private const string Entry = $$"""{"id":"{{Id}}","type":"tree","offset":0,"length":331,"uncompressed_length":289}""";

    [Theory]
    [InlineData("""{"packs":[]}""")]
    [InlineData($$"""{"packs":[{"id":"{{Id}}","blobs":[]}]}""")]
    [InlineData($$"""{"packs":[{"id":"{{Id}}","blobs":[{{Entry}},{"id":"{{Id}}","type":"data","offset":331,"length":46}]},{"id":"{{Id}}","blobs":[{{Entry}}]}]}""")]
    public void Writes_what_it_read_and_a_final_newline(string json) => Assert.Equal(json + "\n", Encoding.UTF8.GetString(IndexFormat.Write(Read(json, 2))));

    [Fact]
    public void Ignores_what_older_and_newer_programs_add()
    {
        var index = Read($$$"""{"supersedes":["{{{Id}}}"],"packs":[{"new":1,"id":"{{{Id}}}","blobs":[{"x":{},"id":"{{{Id}}}","type":"data","offset":0,"length":46}]}],"y":[]}""", 2);

        Assert.Equal(46u, Assert.Single(Assert.Single(index.Packs).Blobs).Length);
    }

    [Theory]
    [InlineData("""{"id":"ID","type":"data","offset":0,"length":31}""")]
    [InlineData("""{"id":"ID","type":"data","offset":4294967290,"length":46}""")]
    [InlineData("""{"id":"ID","type":"data","offset":-1,"length":46}""")]
    [InlineData("""{"id":"ID","type":"data","offset":1e3,"length":46}""")]
    [InlineData("""{"id":"ID","type":"data","offset":0,"length":4294967296}""")]
    [InlineData("""{"id":"ID","type":"mixed","offset":0,"length":46}""")]
    [InlineData("""{"id":"ID","offset":0,"length":46}""")]
    [InlineData("""{"type":"data","offset":0,"length":46}""")]
    [InlineData("null")]
    public void Refuses_a_blob_that_cannot_be(string blob) =>
        AssertFails(RepositoryFailure.Damaged, $$"""{"packs":[{"id":"{{Id}}","blobs":[{{blob.Replace("ID", Id, StringComparison.Ordinal)}}]}]}""");

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"packs":[{"blobs":[]}]}""")]
    [InlineData("""{"packs":{}}""")]
    [InlineData("""{"packs":[""")]
    public void Refuses_what_is_no_index(string json) => AssertFails(RepositoryFailure.Damaged, json);

    [Fact]
    public void Says_that_the_form_of_restic_0_1_is_too_old() => AssertFails(RepositoryFailure.Unsupported, "[]");

    [Fact]
    public void Refuses_a_compressed_blob_in_version_1()
    {
        var json = $$"""{"packs":[{"id":"{{Id}}","blobs":[{{Entry}}]}]}""";

        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => Read(json, 1)).Failure);
    }

    private static void AssertFails(RepositoryFailure failure, string json) =>
        Assert.Equal(failure, Assert.Throws<RepositoryException>(() => Read(json, 2)).Failure);

    private static IndexDocument Read(string json, int version) => IndexFormat.Read(Encoding.UTF8.GetBytes(json), version);
}
