using System.Text.Json;
using ActorBackup.Repository.Crypto;

namespace ActorBackup.Repository.Tests.Crypto;

public sealed class SealingTests
{
    private static readonly JsonElement Vectors = VectorFile.Json("crypto.json");

    public static TheoryData<bool> Native => [true, false];

    [Fact]
    public void Libcrypto_is_there_where_the_tests_run() => Assert.True(LibCryptoCipher.IsAvailable);

    [Theory, MemberData(nameof(Native))]
    public void Seals_as_restic_does(bool native)
    {
        Assert.All(Vectors.GetProperty("seal").EnumerateArray(), vector =>
        {
            var plaintext = vector.Hex("plaintext");
            var message = new byte[plaintext.Length + Sealing.Overhead];

            Sealing.SealWith(KeyOf(vector, native), vector.Hex("nonce"), plaintext, message);

            Assert.Equal(vector.Hex("stored"), message);
        });
    }

    [Theory, MemberData(nameof(Native))]
    public void Opens_what_restic_sealed(bool native) =>
        Assert.All(Vectors.GetProperty("seal").EnumerateArray(), vector =>
            Assert.Equal(vector.Hex("plaintext"), Sealing.Open(KeyOf(vector, native), vector.Hex("stored"), "The message")));

    [Theory, MemberData(nameof(Native))]
    public void Opens_nothing_that_was_changed_or_is_too_short_or_has_the_nonce_zero(bool native)
    {
        Assert.All(Vectors.GetProperty("open_must_fail").EnumerateArray(), vector =>
        {
            var message = vector.Hex("stored");
            var into = new byte[Math.Max(0, message.Length - Sealing.Overhead)];

            Assert.False(Sealing.TryOpen(KeyOf(vector, native), message, into), vector.Text("why"));
            Assert.All(into, b => Assert.Equal(0, b));
        });
    }

    [Theory, MemberData(nameof(Native))]
    public void Opens_configs_documents_headers_and_blobs_of_real_repositories(bool native)
    {
        foreach (var repository in Vectors.GetProperty("real").EnumerateArray())
        {
            var key = KeyOf(repository.GetProperty("master_key"), native);
            Assert.All(repository.GetProperty("items").EnumerateArray(), item =>
                Assert.Equal(item.Hex("decrypted_hex"), Sealing.Open(key, [.. item.Hex("nonce"), .. item.Hex("ciphertext"), .. item.Hex("mac")], item.Text("kind"))));
        }
    }

    [Fact]
    public void Authenticates_as_the_paper_does()
    {
        Assert.All(Vectors.GetProperty("poly1305_aes_paper").EnumerateArray(), vector =>
        {
            Span<byte> mac = stackalloc byte[16];

            Poly1305.Authenticate(vector.Hex("r"), vector.Hex("aes_k_nonce"), vector.Hex("message"), mac);

            Assert.Equal(vector.Hex("tag"), mac);
        });
    }

    [Fact]
    public void Authenticates_sums_that_pass_the_prime()
    {
        // r = 2 and s = 0: blocks of ones bring the sum to 2^130 - 5 and around it (RFC 8439, A.3, cases 7 to 9).
        var (r, s, mac) = (new byte[16], new byte[16], new byte[16]);
        r[0] = 2;

        Poly1305.Authenticate(r, s, Convert.FromHexString("FDFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"), mac);

        Assert.Equal("FAFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", Convert.ToHexString(mac));
    }

    [Fact]
    public void Both_ways_give_the_same_bytes_at_every_length_and_at_large_ones()
    {
        var parts = SplitMix.Bytes(5, MasterKey.TotalBytes);
        var (native, managed) = (new MasterKey(parts, key => new LibCryptoCipher(key)), new MasterKey(parts, key => new ManagedCipher(key)));
        var nonce = Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF0");

        Assert.All([.. Enumerable.Range(0, 200), 8191, 8192, 8193, 8208, 100_003], length =>
        {
            var plaintext = SplitMix.Bytes((ulong)length, length);
            var (one, other) = (new byte[length + Sealing.Overhead], new byte[length + Sealing.Overhead]);

            Sealing.SealWith(native, nonce, plaintext, one);
            Sealing.SealWith(managed, nonce, plaintext, other);

            Assert.Equal(one, other);
        });
    }

    [Theory, MemberData(nameof(Native))]
    public void Seals_and_opens_in_place(bool native)
    {
        var key = NewKey(native);
        var plaintext = SplitMix.Bytes(1, 10_000);
        var message = new byte[plaintext.Length + Sealing.Overhead];
        plaintext.CopyTo(message, Sealing.NonceBytes);

        Sealing.Seal(key, message.AsSpan()[Sealing.NonceBytes..^Sealing.MacBytes], message);
        Assert.NotEqual(plaintext, message[Sealing.NonceBytes..^Sealing.MacBytes]);

        Assert.True(Sealing.TryOpen(key, message, message.AsSpan()[Sealing.NonceBytes..^Sealing.MacBytes]));
        Assert.Equal(plaintext, message[Sealing.NonceBytes..^Sealing.MacBytes]);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(16 << 10), InlineData(100_001)]
    public void Compares_the_plaintext_of_a_message_in_pieces(int length)
    {
        var (key, plaintext, message) = (NewKey(native: true), SplitMix.Bytes(8, length), new byte[length + Sealing.Overhead]);
        Sealing.SealWith(key, Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF0"), plaintext, message);

        Assert.True(Sealing.Opens(key, message, plaintext));
        Assert.False(Sealing.Opens(key, message, [.. plaintext, 0]));
        if (length > 0) Assert.False(Sealing.Opens(key, message, [.. plaintext[..^1], (byte)(plaintext[^1] ^ 1)]));

        message[^1] ^= 1;
        Assert.False(Sealing.Opens(key, message, plaintext));
    }

    [Fact]
    public void Takes_another_nonce_each_time()
    {
        var key = NewKey(native: true);

        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(Sealing.Seal(key, "same"u8)[..16])).Distinct().Count());
    }

    [Fact]
    public async Task Seals_and_opens_on_many_threads_at_once()
    {
        var key = NewKey(native: true);

        await Parallel.ForAsync(0, 200, (i, _) =>
        {
            var plaintext = SplitMix.Bytes((ulong)i, 5000 + i);
            Assert.Equal(plaintext, Sealing.Open(key, Sealing.Seal(key, plaintext), "The message"));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Says_which_file_it_was_that_cannot_be_opened()
    {
        var error = Assert.Throws<RepositoryException>(() => Sealing.Open(NewKey(native: true), new byte[100], "index/09d2"));

        Assert.Equal(RepositoryFailure.Damaged, error.Failure);
        Assert.StartsWith("index/09d2 is damaged", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0, 32), InlineData(32, 16), InlineData(48, 16)]
    public void Refuses_a_key_with_an_empty_part(int start, int length)
    {
        var parts = SplitMix.Bytes(1, MasterKey.TotalBytes);
        parts.AsSpan(start, length).Clear();

        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => new MasterKey(parts)).Failure);
    }

    private static MasterKey KeyOf(JsonElement vector, bool native) => NewKey(native, [.. vector.Hex("encrypt"), .. vector.Hex("mac_k"), .. vector.Hex("mac_r")]);

    private static MasterKey NewKey(bool native, byte[]? parts = null) =>
        new(parts ?? SplitMix.Bytes(99, MasterKey.TotalBytes), native ? key => new LibCryptoCipher(key) : key => new ManagedCipher(key));
}
