using System.Text;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Documents;

public sealed class SnapshotFormatTests
{
    private const string Tree = "d10753d96a0e1ea5a6bc4a40f5ffc3e30c046d0844f71be04701fabb56592f79";

    private const string Small = $$"""{"time":"2023-07-15T10:00:00+02:00","tree":"{{Tree}}","paths":["/src"]}""";

    private const string Full = $$"""
        {"time":"2023-07-15T10:00:00.000000001+02:00","parent":"{{Tree}}","tree":"{{Tree}}","paths":["/a b","/\u003c\u0026\u003e\\\"ä"],
        "hostname":"host","username":"user","uid":1000,"gid":100,"excludes":["*.tmp"],"tags":["x","y"],"original":"{{Tree}}",
        "program_version":"restic 0.18.0","summary":{"backup_start":"2023-07-15T10:00:00+02:00","backup_end":"2023-07-15T10:00:01.5+02:00",
        "files_new":1,"files_changed":2,"files_unmodified":3,"dirs_new":4,"dirs_changed":5,"dirs_unmodified":6,"data_blobs":7,"tree_blobs":8,
        "data_added":9,"data_added_packed":10,"total_files_processed":11,"total_bytes_processed":18446744073709551615} }
        """;

    [Theory]
    [InlineData(Small)]
    [InlineData(Full)]
    public void Writes_what_it_read(string json)
    {
        var oneLine = json.ReplaceLineEndings("").Replace("} }", "}}", StringComparison.Ordinal);

        Assert.Equal(oneLine, Encoding.UTF8.GetString(SnapshotFormat.Write(Read(oneLine))));
    }

    [Fact]
    public void Leaves_out_what_is_empty_but_never_the_paths()
    {
        var document = new SnapshotDocument(NodeTime.Parse("2023-01-01T00:00:00Z"), TreeId.Parse(Tree), []);

        Assert.Equal($$"""{"time":"2023-01-01T00:00:00Z","tree":"{{Tree}}","paths":[]}""", Encoding.UTF8.GetString(SnapshotFormat.Write(document)));
    }

    [Fact]
    public void Ignores_fields_that_it_does_not_know_at_every_level()
    {
        var json = $$$"""{"new":{"a":[1,{"b":null}]},"time":"2023-07-15T10:00:00Z","summary":{"new":[],"files_new":3},"tree":"{{{Tree}}}","paths":null,"uid":null}""";

        var document = Read(json);

        Assert.Equal((3ul, 0, 0u), (document.Summary!.FilesNew, document.Paths.Length, document.Uid));
    }

    [Theory]
    [InlineData("""{"time":"2023-01-01T00:00:00Z","tree":null,"paths":["/src"]}""")]
    [InlineData("""{"time":"2023-01-01T00:00:00Z","paths":["/src"]}""")]
    [InlineData($$"""{"tree":"{{Tree}}","paths":["/src"]}""")]
    [InlineData(Small + "x")]
    [InlineData(Small + "{}")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"time":"2023-01-01T00:00:00Z","tree":"D10753D96A0E1EA5A6BC4A40F5FFC3E30C046D0844F71BE04701FABB56592F79"}""")]
    public void Refuses_what_is_no_snapshot(string json) =>
        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => Read(json)).Failure);

    [Fact]
    public void Says_where_a_snapshot_is_damaged()
    {
        var error = Assert.Throws<RepositoryException>(() => Read($$"""{"tree":"{{Tree}}","uid":"root"}"""));

        Assert.Equal("A snapshot is damaged: at byte 81, in or after 'uid', there should be a number from 0 to 4294967295.", error.Message);
    }

    private static SnapshotDocument Read(string json) => SnapshotFormat.Read(Encoding.UTF8.GetBytes(json));
}
