using System.Text;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

/// <summary>Against trees that restic 0.14 wrote.</summary>
public sealed class TreeVectorTests
{
    [Theory]
    [MemberData(nameof(VectorRepository.Names), MemberType = typeof(VectorRepository))]
    public void Writes_every_tree_of_restic_to_the_byte(string name)
    {
        var (repository, _) = VectorRepository.OpenWithFacts(name);
        using var _ = repository;

        var trees = repository.Blobs(BlobType.Tree);

        Assert.NotEmpty(trees);
        foreach (var (id, json) in trees)
        {
            Assert.Equal(id.Value, Sha256Value.Of(json));
            Assert.Equal(AsNewerResticWrites(json), Encoding.UTF8.GetString(TreeFormat.Write(TreeFormat.Read(json))));
        }
    }

    [Theory]
    [InlineData("tiny-v1")]
    [InlineData("tiny-v2")]
    public void Writes_the_worked_example_to_the_byte(string name)
    {
        using var repository = VectorRepository.Open("crafted", name, "test");

        var (id, json) = Assert.Single(repository.Blobs(BlobType.Tree));

        Assert.Equal(id.Value, Sha256Value.Of(TreeFormat.Write(TreeFormat.Read(json))));
    }

    // What 0.14, built with an old Go, writes differently; both only outside of names.
    private static string AsNewerResticWrites(byte[] json) => Encoding.UTF8.GetString(json)
        .Replace("\\u0008", "\\b", StringComparison.Ordinal).Replace("\\u000c", "\\f", StringComparison.Ordinal).Replace("\\ufffd", "\ufffd", StringComparison.Ordinal);
}
