using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Tests.Packs;

public sealed class PackHeaderTests
{
    private const string Id = "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447";

    private static readonly BlobHandle Data = BlobHandle.Data(BlobId.Parse(Id)), Tree = new(BlobType.Tree, BlobId.Parse(Id));

    [Fact]
    public void Writes_entries_of_every_type_and_reads_them_back()
    {
        PackedBlob[] blobs = [new(Data, 0, 53, 12), new(Data, 53, 44, 0), new(Tree, 97, 331, 289), new(Tree, 428, 32, 0)];

        var header = PackHeader.Write(blobs);

        Assert.Equal($"02350000000c000000{Id}002c000000{Id}034b01000021010000{Id}0120000000{Id}", Convert.ToHexStringLower(header));
        Assert.Equal(blobs, PackHeader.Read(header, version: 2));
        Assert.Equal(460 + header.Length + 32 + 4, PackHeader.PackBytes(blobs));
    }

    [Fact]
    public void Refuses_to_write_blobs_with_a_gap() => Assert.Throws<ArgumentException>(() => PackHeader.Write([new PackedBlob(Data, 1, 53, 12)]));

    [Theory]
    [InlineData("0435000000" + Id)]
    [InlineData("ff35000000" + Id)]
    [InlineData("0235000000" + Id)]
    [InlineData("00350000")]
    [InlineData("001f000000" + Id)]
    [InlineData("023500000000000000" + Id)]
    [InlineData("00ffffffff" + Id + "0040000000" + Id)]
    public void Refuses_a_header_that_no_program_writes(string hex) => AssertDamaged(() => PackHeader.Read(Convert.FromHexString(hex), version: 2));

    [Fact]
    public void Refuses_a_compressed_blob_in_version_1() => AssertDamaged(() => PackHeader.Read(Convert.FromHexString("02350000000c000000" + Id), version: 1));

    [Theory]
    [InlineData("49000000", 130, 73)]
    [InlineData("00000001", 1 << 26, 1 << 24)]
    public void Believes_a_length_that_fits(string field, long packBytes, int expected) =>
        Assert.Equal(expected, PackHeader.SealedBytes(Convert.FromHexString(field), packBytes));

    [Theory]
    [InlineData("00000000", 130)]
    [InlineData("1f000000", 130)]
    [InlineData("7f000000", 130)]
    [InlineData("01000001", 1 << 26)]
    [InlineData("ffffffff", 1L << 40)]
    public void Refuses_a_length_that_cannot_be(string field, long packBytes) =>
        AssertDamaged(() => PackHeader.SealedBytes(Convert.FromHexString(field), packBytes));

    [Fact]
    public void Has_room_for_as_many_entries_as_restic_says() => Assert.Equal(409_199, PackHeader.MaxEntries);

    private static void AssertDamaged(Action read) => Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(read).Failure);
}
