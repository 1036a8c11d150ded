using System.Text;
using System.Text.Json;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Keys;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Keys;

public sealed class KeyFileTests
{
    private static readonly JsonElement[] Cases = [.. VectorFile.Json("keyfiles.json").GetProperty("cases").EnumerateArray()];

    [Fact]
    public void Opens_the_key_files_that_restic_opens_and_refuses_those_it_refuses()
    {
        Assert.All(Cases, vector =>
        {
            var opens = vector.GetProperty("restic_0_14").GetProperty("opens").GetBoolean();
            var key = Record.Exception(() => KeyFileFormat.Read(Bytes(vector)).Open(vector.Text("password")));

            // restic trims what it reads from a password file, and takes no empty password; both are our callers' business.
            if (opens || vector.Text("password") is "" or " leading and trailing ") Assert.Null(key);
            else Assert.Equal(RepositoryFailure.Damaged, Assert.IsType<RepositoryException>(key).Failure);
        });
    }

    [Fact]
    public void Does_not_open_with_another_password() => Assert.Null(KeyFileFormat.Read(Bytes(Cases[3])).Open("Test"));

    [Fact]
    public void Writes_the_bytes_that_were_read() =>
        Assert.All(Cases, vector => Assert.Equal(Encoding.UTF8.GetString(Bytes(vector)), Encoding.UTF8.GetString(KeyFileFormat.Write(KeyFileFormat.Read(Bytes(vector))))));

    [Fact]
    public void Has_the_hash_of_its_bytes_as_name() =>
        Assert.All(Cases, vector => Assert.Equal(vector.Text("key_file_name"), Sha256Value.Of(Bytes(vector)).ToString()));

    [Theory, InlineData("v1"), InlineData("v2")]
    public void Writes_the_master_key_as_restic_does(string name)
    {
        var tiny = VectorFile.Json("crafted/tiny.json").GetProperty(name);
        var key = KeyFileFormat.Read(Encoding.UTF8.GetBytes(tiny.Text("key_file"))).Open(tiny.Text("password"));

        Assert.NotNull(key);
        Assert.Equal(tiny.Text("master_key_json"), Encoding.UTF8.GetString(MasterKeyFormat.Write(key)));
        Assert.Equal(tiny.Text("config_plaintext"), Encoding.UTF8.GetString(Sealing.Open(key, tiny.Hex("config"), "config")));
    }

    [Fact]
    public void Comes_back_as_it_was_sealed()
    {
        var key = MasterKey.NewRandom();
        var made = KeyFile.Seal(key, "pässwörd", new KeyDerivation(2, 1, 1), new NodeTime(1_600_000_000, 123_456_789, 60), "me", "host <1>");

        var read = KeyFileFormat.Read(KeyFileFormat.Write(made));

        Assert.Equal(("me", "host <1>", new NodeTime(1_600_000_000, 123_456_789, 60)), (read.Username, read.Hostname, read.Created));
        Assert.Equal(MasterKeyFormat.Write(key), MasterKeyFormat.Write(read.Open("pässwörd")!));
    }

    [Fact]
    public void Takes_another_salt_each_time()
    {
        var key = MasterKey.NewRandom();
        var one = KeyFile.Seal(key, "same", new KeyDerivation(2, 1, 1), default, "", "");
        var other = KeyFile.Seal(key, "same", new KeyDerivation(2, 1, 1), default, "", "");

        Assert.NotEqual(one.Salt.ToArray(), other.Salt.ToArray());
    }

    [Theory]
    [InlineData("{}", RepositoryFailure.Unsupported)]
    [InlineData("{\"kdf\":\"argon2\"}", RepositoryFailure.Unsupported)]
    [InlineData("", RepositoryFailure.Damaged)]
    [InlineData("garbage", RepositoryFailure.Damaged)]
    [InlineData("{\"kdf\":\"scrypt\",\"N\":2.5}", RepositoryFailure.Damaged)]
    [InlineData("{\"kdf\":\"scrypt\",\"salt\":\"***\"}", RepositoryFailure.Damaged)]
    public void Says_what_is_wrong_with_a_file_that_is_none(string json, RepositoryFailure failure) =>
        Assert.Equal(failure, Assert.Throws<RepositoryException>(() => KeyFileFormat.Read(Encoding.UTF8.GetBytes(json))).Failure);

    [Theory]
    [InlineData(1 << 30, 8, 1), InlineData(2, 1 << 22, 1), InlineData(32768, 8, 10_000), InlineData(1 << 23, 1, 1)]
    public void Does_not_pay_what_a_hostile_file_asks(int n, int r, int p)
    {
        var file = KeyFile.Seal(MasterKey.NewRandom(), "x", new KeyDerivation(2, 1, 1), default, "", "") with { Derivation = new KeyDerivation(n, r, p) };

        Assert.Equal(RepositoryFailure.Unsupported, Assert.Throws<RepositoryException>(() => file.Open("x")).Failure);
    }

    [Theory]
    [InlineData(0, 8, 1), InlineData(-2, 8, 1), InlineData(2, 0, 1), InlineData(2, 8, 0), InlineData(2, 1 << 20, 1 << 20)]
    public void Refuses_what_are_no_parameters(int n, int r, int p) =>
        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => new KeyDerivation(n, r, p).Demand()).Failure);

    [Theory]
    [InlineData("{\"mac\":null,\"encrypt\":null}"), InlineData("{}"), InlineData("[]"), InlineData("{\"mac\":{\"k\":\"AAAA\",\"r\":\"AAAA\"},\"encrypt\":\"AAAA\"}")]
    public void Refuses_a_master_key_without_its_parts(string json) =>
        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => MasterKeyFormat.Read(Encoding.UTF8.GetBytes(json))).Failure);

    private static byte[] Bytes(JsonElement vector) => Encoding.UTF8.GetBytes(vector.Text("key_file"));
}
