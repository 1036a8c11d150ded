using System.Globalization;
using System.Text.Json;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Tests.Chunking;

public sealed class ChunkerTests
{
    private static readonly JsonElement Vectors = VectorFile.Json("chunker.json");

    public static TheoryData<string> Inputs => [.. Vectors.GetProperty("inputs").EnumerateObject().Select(input => input.Name)];

    [Theory, MemberData(nameof(Inputs))]
    public void Cuts_where_restic_cuts(string name)
    {
        var input = SplitMix.Input(Vectors.GetProperty("inputs").GetProperty(name));
        Assert.Equal(Vectors.GetProperty("inputs").GetProperty(name).Text("sha256"), Sha256Value.Of(input).ToString());

        foreach (var run in Vectors.GetProperty("runs").EnumerateArray())
        {
            var expected = run.GetProperty("files").GetProperty(name);
            var chunker = new Chunker(Parse(run.Text("polynomial")));
            using var reader = new ChunkReader(chunker, new MemoryStream(input), likelyBytes: input.Length);
            var (lengths, ids) = (new List<int>(), new List<string>());

            while (reader.ReadNext() is { } chunk)
                using (chunk)
                {
                    lengths.Add(chunk.Length);
                    ids.Add(Sha256Value.Of(chunk.Span).ToString());
                }

            Assert.Equal(expected.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt32()), lengths);
            Assert.Equal(expected.GetProperty("ids").EnumerateArray().Select(id => id.GetString()), ids);
        }
    }

    [Fact]
    public void Has_restics_tables()
    {
        Assert.All(VectorFile.Json("chunker-tables.json").GetProperty("tables").EnumerateArray(), vector =>
        {
            var polynomial = Parse(vector.Text("polynomial"));
            var chunker = new Chunker(polynomial);

            Assert.Equal(vector.GetProperty("out").EnumerateArray().Select(entry => Polynomial.Mod(Parse(entry.GetString()!) << 8, polynomial)), chunker.Leaving.ToArray());
            Assert.Equal(vector.GetProperty("mod").EnumerateArray().Select(entry => Parse(entry.GetString()!)), chunker.Overflow.ToArray());
        });
    }

    [Fact]
    public void Rolls_the_digest_as_restic_does()
    {
        Assert.All(VectorFile.Json("chunker-tables.json").GetProperty("tables").EnumerateArray(), vector =>
        {
            var chunker = new Chunker(Parse(vector.Text("polynomial")));
            byte[] content = [.. new byte[Chunker.WindowBytes - 1], 1, .. SplitMix.Bytes(77, 4096)];   // restic starts with a 1 in the window

            Assert.All(vector.GetProperty("digests").EnumerateArray(), digest =>
                Assert.Equal(Parse(digest.Text("digest")), chunker.Digest(content.AsSpan(digest.Number("bytes"), Chunker.WindowBytes))));
        });
    }

    [Fact]
    public void Finds_the_same_cut_however_often_it_was_asked_on_the_way()
    {
        var chunker = new Chunker(0x3da3358b4dc173);
        var content = SplitMix.Bytes(42, 3 << 20);
        var cut = chunker.FindCut(content);

        var (searched, found) = (0, -1);
        for (var known = 1000; found < 0; known += 99_991)
        {
            found = chunker.FindCut(content.AsSpan(0, known), searched);
            searched = known;
        }

        Assert.Equal(2_586_782, cut);
        Assert.Equal(cut, found);
    }

    [Fact]
    public void Finds_every_cut_that_a_search_byte_by_byte_finds()
    {
        // Zeros make cuts: a window of them is put at any distance from the borders of the blocks that are searched at once.
        var chunker = new Chunker(0x3da3358b4dc173);
        var random = new SplitMix(5);
        for (var round = 0; round < 100; round++)
        {
            var content = SplitMix.Bytes(random.Next(), 64 + (int)(random.Next() % 40_000));
            for (var i = random.Next() % 3; i > 0 && content.Length > 200; i--) content.AsSpan((int)(random.Next() % (ulong)(content.Length - 64)), 64).Clear();
            var expected = -1;
            for (var i = 0; i <= content.Length - 64 && expected < 0; i++)
                if ((chunker.Digest(content.AsSpan(i, 64)) & 0xFFFFF) == 0) expected = i;

            Assert.Equal(expected, chunker.Search(content));
        }
    }

    [Fact]
    public async Task Reads_asynchronously_what_it_reads_synchronously()
    {
        var input = SplitMix.Bytes(42, 5 << 20);
        using var reader = new ChunkReader(new Chunker(0x3da3358b4dc173), new Trickle(input));
        var lengths = new List<int>();

        while (await reader.ReadNextAsync(CancellationToken.None) is { } chunk)
            using (chunk)
                lengths.Add(chunk.Length);

        Assert.Equal([2586782, 633802], lengths[..2]);
        Assert.Equal(input.Length, lengths.Sum());
    }

    [Theory, InlineData(0L), InlineData(10L), InlineData(1L << 40), InlineData(-5L)]
    public void Reads_everything_whatever_length_was_expected(long likely)
    {
        var input = SplitMix.Bytes(1, 700_000);
        using var reader = new ChunkReader(new Chunker(0x3da3358b4dc173), new Trickle(input), likely);
        var read = new List<byte>();

        while (reader.ReadNext() is { } chunk)
            using (chunk)
                read.AddRange(chunk.Span);

        Assert.Equal(input, read);
    }

    [Theory, InlineData(0UL), InlineData(0x11bUL), InlineData(1UL << 54)]
    public void Refuses_a_polynomial_of_another_degree(ulong polynomial) => Assert.Throws<ArgumentException>(() => new Chunker(polynomial));

    private static ulong Parse(string hex) => ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Gives less than it was asked for, as pipes do.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        private readonly SplitMix _random = new(3);

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, (int)(_random.Next() % 100_000) + 1)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
