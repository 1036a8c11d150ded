using System.Text;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository.Tests.Zstandard;

public sealed class ZstdTests : IDisposable
{
    private readonly Zstd _zstd = new();

    public void Dispose() => _zstd.Dispose();

    [Theory]
    [InlineData(0), InlineData(1), InlineData(255), InlineData(256), InlineData(70_000), InlineData(3 << 20)]
    public void Gives_back_what_was_compressed(int length)
    {
        foreach (var level in (int[])[Zstd.AutoLevel, Zstd.MaxLevel])
            foreach (var content in (byte[][])[SplitMix.Bytes(1, length), Words(length)])
            {
                var frame = Compressed(content, level);
                var blob = new byte[length];

                _zstd.Decompress(frame, blob);

                Assert.Equal(content, blob);
                Assert.Equal(content, _zstd.Decompress(frame, most: 4 << 20));
            }
    }

    [Fact]
    public void Writes_the_content_size_and_no_checksum()
    {
        var descriptor = Compressed(Words(1000), Zstd.AutoLevel)[4];

        Assert.NotEqual(0, descriptor >> 5);   // single segment or a size field
        Assert.Equal(0, descriptor & 0b0000_0111);   // no checksum, no dictionary
    }

    [Fact]
    public void Adds_little_to_what_cannot_be_compressed() =>
        Assert.InRange(Compressed(SplitMix.Bytes(3, 8 << 20), Zstd.AutoLevel).Length, 8 << 20, (8 << 20) + 400);

    [Fact]
    public void Compresses_harder_at_the_highest_level() =>
        Assert.True(Compressed(Words(1 << 20), Zstd.MaxLevel).Length < Compressed(Words(1 << 20), Zstd.AutoLevel).Length);

    [Fact]
    public void Reads_the_frames_that_restic_wrote()
    {
        var items = VectorFile.Json("crypto.json").GetProperty("real")[1].GetProperty("items").EnumerateArray()
            .Where(item => item.Text("kind") is not ("config" or "pack header")).ToArray();

        Assert.NotEmpty(items);
        Assert.All(items, item =>
        {
            var frame = item.Text("kind").StartsWith("blob", StringComparison.Ordinal) ? item.Hex("decrypted_hex") : item.Hex("decrypted_hex")[1..];
            Assert.Equal(item.Text("plaintext"), Encoding.UTF8.GetString(_zstd.Decompress(frame, most: 1 << 20)));
        });
    }

    [Fact]
    public void Reads_a_frame_that_does_not_say_its_size_however_much_it_holds()
    {
        // Magic, a descriptor without content size, a window of 128 KiB, then blocks: 40 runs of 128 KiB of 'x', the last one marked.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38, .. Enumerable.Range(0, 40).SelectMany(i => Run(128 << 10, last: i == 39))];

        var content = _zstd.Decompress(frame, most: 40 * (128 << 10));

        Assert.Equal(40 * (128 << 10), content.Length);
        Assert.False(content.AsSpan().ContainsAnyExcept((byte)'x'));
    }

    [Fact]
    public void Reads_a_frame_with_a_checksum()
    {
        // "hello world\n" in one raw block, and the low half of its XXH64 at the end.
        var frame = Convert.FromHexString("28B52FFD240C61000068656C6C6F20776F726C640A8C6D7D20");

        Assert.Equal("hello world\n"u8.ToArray(), _zstd.Decompress(frame, most: 100));
    }

    [Fact]
    public void Stops_at_the_bound_whatever_a_frame_says_of_itself()
    {
        byte[] silent = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38, .. Enumerable.Range(0, 1000).SelectMany(i => Run(128 << 10, last: i == 999))];
        byte[] boasting = [0x28, 0xB5, 0x2F, 0xFD, 0xE0, .. BitConverter.GetBytes(1UL << 40), .. Run(10, last: true)];

        Assert.Contains("more than 100,000", Assert.Throws<RepositoryException>(() => _zstd.Decompress(silent, most: 100_000)).Message, StringComparison.Ordinal);
        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => _zstd.Decompress(boasting, most: 100_000)).Failure);
    }

    [Fact]
    public void Calls_a_blob_damaged_that_is_longer_or_shorter_than_recorded()
    {
        var frame = Compressed(Words(1000), Zstd.AutoLevel);

        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => _zstd.Decompress(frame, new byte[999].AsSpan())).Failure);
        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => _zstd.Decompress(frame, new byte[1001].AsSpan())).Failure);
    }

    [Fact]
    public void Calls_anything_damaged_that_was_cut_or_changed_and_works_on_afterwards()
    {
        var content = Words(5000);
        var frame = Compressed(content, Zstd.AutoLevel);
        var random = new SplitMix(7);

        for (var i = 0; i < 500; i++)
        {
            var broken = frame[..(i % 2 == 0 ? (int)(random.Next() % (ulong)frame.Length) : frame.Length)];
            if (i % 2 != 0) broken[random.Next() % (ulong)broken.Length] ^= (byte)(1 << (i % 8));
            if (Record.Exception(() => _zstd.Decompress(broken, most: 1 << 20)) is { } error)
                Assert.Equal(RepositoryFailure.Damaged, Assert.IsType<RepositoryException>(error).Failure);
        }

        Assert.Equal(content, _zstd.Decompress(frame, most: 1 << 20));
    }

    private static byte[] Run(int length, bool last)
    {
        var header = (uint)((length << 3) | (1 << 1) | (last ? 1 : 0));   // block type 1: one byte, repeated
        return [(byte)header, (byte)(header >> 8), (byte)(header >> 16), (byte)'x'];
    }

    private static byte[] Words(int length)
    {
        var text = new StringBuilder();
        for (var random = new SplitMix(11); text.Length < length;) text.Append("word").Append(random.Next() % 500).Append(' ');
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private byte[] Compressed(byte[] content, int level)
    {
        var into = new byte[Zstd.Bound(content.Length)];
        return into[.._zstd.Compress(content, into, level)];
    }
}
