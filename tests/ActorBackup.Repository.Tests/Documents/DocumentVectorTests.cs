using System.Text;
using System.Text.Json;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Tests.Documents;

/// <summary>Against documents that restic 0.14 wrote.</summary>
public sealed class DocumentVectorTests
{
    [Theory]
    [MemberData(nameof(VectorRepository.Names), MemberType = typeof(VectorRepository))]
    public void Reads_the_indexes_that_restic_decoded(string name)
    {
        var (repository, facts) = VectorRepository.OpenWithFacts(name);
        using var _ = repository;

        foreach (var (id, json) in repository.Documents("index"))
            Assert.Equal(Packs(facts.GetProperty("index_files").GetProperty(id)), IndexFormat.Read(json, repository.Config.Version).Packs.Select(Show));
    }

    [Theory]
    [MemberData(nameof(VectorRepository.Names), MemberType = typeof(VectorRepository))]
    public void Writes_every_index_of_restic_to_the_byte(string name)
    {
        var (repository, _) = VectorRepository.OpenWithFacts(name);
        using var _ = repository;

        foreach (var (_, json) in repository.Documents("index"))
        {
            var text = Encoding.UTF8.GetString(json);
            if (text.Contains("supersedes", StringComparison.Ordinal)) continue;   // old programs' hint, which nobody reads
            Assert.Equal(text, Encoding.UTF8.GetString(IndexFormat.Write(IndexFormat.Read(json, repository.Config.Version))));
        }
    }

    [Theory]
    [MemberData(nameof(VectorRepository.Names), MemberType = typeof(VectorRepository))]
    public void Writes_every_snapshot_of_restic_to_the_byte(string name)
    {
        var (repository, _) = VectorRepository.OpenWithFacts(name);
        using var _ = repository;

        Assert.All(repository.Documents("snapshots"), snapshot =>
            Assert.Equal(Encoding.UTF8.GetString(snapshot.Json), Encoding.UTF8.GetString(SnapshotFormat.Write(SnapshotFormat.Read(snapshot.Json)))));
    }

    [Theory]
    [MemberData(nameof(VectorRepository.Names), MemberType = typeof(VectorRepository))]
    public void Reads_and_writes_every_pack_header(string name)
    {
        var (repository, facts) = VectorRepository.OpenWithFacts(name);
        using var _ = repository;

        foreach (var (pack, header) in repository.PackHeaders())
        {
            var blobs = PackHeader.Read(header, repository.Config.Version);
            Assert.Equal(facts.GetProperty("pack_headers").GetProperty(pack).EnumerateArray().Select(Blob), blobs.Select(Show));
            Assert.Equal(header, PackHeader.Write(blobs.AsSpan()));
        }
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void Agrees_with_the_worked_example_at_every_step(string version)
    {
        using var repository = VectorRepository.Open("crafted", $"tiny-{version}", "test");
        var facts = VectorFile.Json("crafted/tiny.json").GetProperty(version);

        Assert.Equal(facts.GetProperty("config_plaintext").GetString(), Encoding.UTF8.GetString(ConfigFormat.Write(repository.Config)));
        foreach (var (name, header) in repository.PackHeaders())
        {
            var expected = new[] { "data_pack", "tree_pack" }.Select(pack => facts.GetProperty(pack)).Single(pack => pack.GetProperty("pack_id").GetString() == name);
            Assert.Equal(expected.GetProperty("header_plaintext").GetString(), Convert.ToHexStringLower(PackHeader.Write(PackHeader.Read(header, repository.Config.Version).AsSpan())));
        }
        Assert.Equal(facts.GetProperty("index").GetProperty("plaintext").GetString(), Again(repository, "index", json => IndexFormat.Write(IndexFormat.Read(json, repository.Config.Version))));
        Assert.Equal(facts.GetProperty("snapshot").GetProperty("plaintext").GetString(), Again(repository, "snapshots", json => SnapshotFormat.Write(SnapshotFormat.Read(json))));
    }

    private static string Again(VectorRepository repository, string kind, Func<byte[], byte[]> readAndWrite) =>
        Encoding.UTF8.GetString(readAndWrite(Assert.Single(repository.Documents(kind)).Json));

    private static IEnumerable<string> Packs(JsonElement index) =>
        index.GetProperty("packs").EnumerateArray().Select(pack => $"{pack.GetProperty("id")}: {string.Join(", ", pack.GetProperty("blobs").EnumerateArray().Select(Blob))}");

    private static string Blob(JsonElement blob) =>
        $"{blob.GetProperty("type")} {blob.GetProperty("id")} {blob.GetProperty("offset")} {blob.GetProperty("length")} {(blob.TryGetProperty("uncompressed_length", out var plain) ? plain.GetUInt32() : 0)}";

    private static string Show(IndexedPack pack) => $"{pack.Id}: {string.Join(", ", pack.Blobs.Select(Show))}";

    private static string Show(PackedBlob blob) => $"{blob.Blob} {blob.Offset} {blob.Length} {blob.PlainLength}";
}
