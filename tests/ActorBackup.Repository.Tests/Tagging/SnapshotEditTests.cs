using System.Text;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Tagging;

namespace ActorBackup.Repository.Tests.Tagging;

public sealed class SnapshotEditTests
{
    private static readonly SnapshotFileId Id = new(Sha256Value.Of("snapshot"u8));
    private static readonly string Tree = new string('1', 64), First = new string('2', 64);

    private static string? Edit(string json, TagChange change) =>
        TagRun.Edit(Encoding.UTF8.GetBytes(json), Id, change) is { } edited ? Encoding.UTF8.GetString(edited) : null;

    [Fact]
    public void Leaves_every_other_byte_also_of_fields_that_nobody_knows() => Assert.Equal(
        $$$"""{"time":"2023-01-01T12:00:00.5Z","tree":"{{{Tree}}}","paths":["/a\u003c"],"later":{"x": 1.50},"tags":["a","b"],"original":"{{{Id}}}","program_version":"p","summary":{"files_new":1}}""",
        Edit($$$"""{"time":"2023-01-01T12:00:00.5Z","tree":"{{{Tree}}}","paths":["/a\u003c"],"later":{"x": 1.50},"tags":["a"],"program_version":"p","summary":{"files_new":1}}""",
            new TagChange { Add = ["b"] }));

    [Fact]
    public void Puts_tags_where_restic_writes_them() => Assert.Equal(
        $$$"""{"time":"2023-01-01T12:00:00Z","tree":"{{{Tree}}}","paths":["/a"],"hostname":"h","tags":["x"],"original":"{{{Id}}}"}""",
        Edit($$$"""{"time":"2023-01-01T12:00:00Z","tree":"{{{Tree}}}","paths":["/a"],"hostname":"h"}""", new TagChange { Set = ["x"] }));

    [Fact]
    public void Keeps_the_first_origin() => Assert.Equal(
        $$$"""{"time":"2023-01-01T12:00:00Z","tree":"{{{Tree}}}","paths":["/a"],"original":"{{{First}}}"}""",
        Edit($$$"""{"time":"2023-01-01T12:00:00Z","tree":"{{{Tree}}}","paths":["/a"],"tags":["x"],"original":"{{{First}}}"}""", new TagChange { Set = [] }));

    [Fact]
    public void Says_when_nothing_changes() =>
        Assert.Null(Edit($$$"""{"time":"2023-01-01T12:00:00Z","tree":"{{{Tree}}}","paths":["/a"],"tags":["x"]}""", new TagChange { Add = ["x"], Remove = ["y"] }));
}
