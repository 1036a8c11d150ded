using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Keys;
using ActorBackup.Repository.Packs;
using ActorBackup.Repository.Trees;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository.Tests.Fuzzing;

/// <summary>Whatever bytes a parser is given: a result or a <see cref="RepositoryException"/>, at a cost in proportion to the bytes.</summary>
public sealed class ParserFuzzTests : IDisposable
{
    private const int Rounds = 1500;

    /// <summary>Objects of a byte of JSON at worst: <c>{},</c> is a node.</summary>
    private const int MaxBytesPerByte = 256, MaxBytesAtAll = 1 << 20;

    private readonly VectorRepository _repository = VectorRepository.Open("repos", "v2-basic", "correct horse battery staple");
    private readonly Zstd _zstd = new();

    public void Dispose()
    {
        _repository.Dispose();
        _zstd.Dispose();
    }

    [Fact]
    public void Reads_any_config() => Fuzz([ConfigFormat.Write(_repository.Config)], static bytes => ConfigFormat.Write(ConfigFormat.Read(bytes)));

    [Fact]
    public void Reads_any_snapshot() => Fuzz(
        [.. _repository.Documents("snapshots").Select(static s => s.Json), .. SnapshotWithSummary()], static bytes => SnapshotFormat.Write(SnapshotFormat.Read(bytes)));

    [Fact]
    public void Reads_any_lock() => Fuzz(
        ["""{"time":"2026-11-20T10:36:34.473978502+01:00","exclusive":false,"hostname":"vm","username":"me","pid":13607,"uid":1000,"gid":100}"""u8.ToArray()],
        static bytes => LockFormat.Write(LockFormat.Read(bytes)));

    [Fact]
    public void Reads_any_index() => Fuzz(
        [.. _repository.Documents("index").Select(static i => i.Json).OrderBy(static json => json.Length).Take(1)], static bytes => IndexFormat.Write(IndexFormat.Read(bytes, 2)));

    [Fact]
    public void Reads_any_tree() => Fuzz([.. Trees()], static bytes => TreeFormat.WriteAsFound(TreeFormat.Read(bytes)));

    [Fact]
    public void Writes_every_tree_it_accepts_so_that_it_reads_it_again()
    {
        var mutations = new Mutations(42);
        foreach (var tree in Trees())
        {
            for (var i = 0; i < Rounds / 4; i++)
            {
                Tree read;
                try { read = TreeFormat.Read(mutations.Mutate(tree)); }
                catch (RepositoryException) { continue; }
                var written = TreeFormat.WriteAsFound(read);
                Assert.Equal(written, TreeFormat.WriteAsFound(TreeFormat.Read(written)));
            }
        }
    }

    [Fact]
    public void Reads_any_pack_header() => Fuzz([.. _repository.PackHeaders().Select(static p => p.Header[..Math.Min(p.Header.Length, 820)])], static bytes => PackHeader.Read(bytes, 2));

    [Fact]
    public void Reads_any_key_file() => Fuzz(
        [.. _repository.Files.Where(static f => f.Key.StartsWith("keys/", StringComparison.Ordinal)).Select(static f => f.Value)], static bytes => KeyFileFormat.Read(bytes));

    [Fact]
    public void Reads_any_master_key() => Fuzz([MasterKeyFormat.Write(MasterKey.NewRandom())], static bytes => MasterKeyFormat.Read(bytes));

    [Fact]
    public void Decompresses_any_document() => Fuzz(Frames(), bytes => _zstd.Decompress(bytes, 1 << 18));

    [Fact]
    public void Decompresses_any_blob()
    {
        var into = new byte[1000];

        Fuzz(Frames(), bytes => _zstd.Decompress(bytes, into));
    }

    [Fact]
    public void Opens_nothing_that_was_changed_after_it_was_sealed()
    {
        var (mutations, key) = (new Mutations(7), MasterKey.NewRandom());
        var message = Sealing.Seal(key, SplitMix.Bytes(1, 300));
        for (var i = 0; i < Rounds; i++)
        {
            var changed = mutations.Mutate(message);
            if (changed.AsSpan().SequenceEqual(message)) continue;
            Assert.False(Sealing.TryOpen(key, changed, new byte[Math.Max(0, changed.Length - Sealing.Overhead)]));
        }
    }

    private static void Fuzz(byte[][] originals, Action<byte[]> read)
    {
        var mutations = new Mutations(1);
        var accepted = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var bytes = mutations.Mutate(originals[i % originals.Length]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
                accepted++;
            }
            catch (RepositoryException e)
            {
                Assert.True(e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported, e.Message);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytesAtAll + (long)MaxBytesPerByte * bytes.Length);
        }
        Assert.InRange(accepted, 0, Rounds - 1);   // some must have been refused
    }

    private static byte[][] SnapshotWithSummary() =>
        [SnapshotFormat.Write(SnapshotFormat.Read("""{"time":"2023-07-15T10:00:00+02:00","tree":"d10753d96a0e1ea5a6bc4a40f5ffc3e30c046d0844f71be04701fabb56592f79","paths":["/a"],"tags":["x","y"],"summary":{"files_new":1}}"""u8))];

    // The smaller ones, each of another kind: names, links, attributes.
    private IEnumerable<byte[]> Trees() => _repository.Blobs(BlobType.Tree).Values.Where(static json => json.Length < 6000).OrderBy(static json => json.Length).Where(static (_, i) => i % 5 == 0);

    private byte[][] Frames() => [.. new[] { 0, 40, 400, 70_000 }.Select(length =>
    {
        var into = new byte[Zstd.Bound(length)];
        byte[] content = [.. SplitMix.Bytes(1, length / 4), .. new byte[length - length / 4]];
        return into[.._zstd.Compress(content, into, Zstd.AutoLevel)];
    })];
}
