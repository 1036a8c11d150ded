using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Tests.Blobs;

public sealed class BlobIndexTests
{
    private readonly BlobIndex _index = new();

    [Fact]
    public void Knows_where_a_blob_lies()
    {
        _index.Add(File(1), Document(Pack(1, 10, 3)));

        var location = Assert.Single(_index.Locate(Blob(11)));

        Assert.Equal(new BlobLocation(PackOf(1), 100, 100, 0), location);
        Assert.Equal(3, _index.Count);
    }

    [Fact]
    public void Tells_data_from_trees_of_the_same_id()
    {
        _index.Add(File(1), Document(Pack(1, 10, 1)));

        Assert.True(_index.Contains(Blob(10)));
        Assert.False(_index.Contains(Blob(10) with { Type = BlobType.Tree }));
    }

    [Fact]
    public void Keeps_every_copy_of_a_blob()
    {
        _index.Add(File(1), Document(Pack(1, 10, 2), Pack(2, 11, 2)));

        Assert.Equal([PackOf(1), PackOf(2)], _index.Locate(Blob(11)).Select(l => l.Pack).OrderBy(p => p == PackOf(1) ? 0 : 1));
    }

    [Fact]
    public void Counts_a_pack_once_that_two_index_files_tell_of()
    {
        _index.Add(File(1), Document(Pack(1, 10, 3)));
        _index.Add(File(2), Document(new IndexedPack(PackOf(1), [.. Pack(1, 10, 3).Blobs.Reverse()])));

        Assert.Equal(3, _index.Count);
        Assert.Single(_index.Locate(Blob(11)));
    }

    [Fact]
    public void Forgets_what_only_one_index_file_told_of()
    {
        _index.Add(File(1), Document(Pack(1, 10, 3), Pack(2, 20, 1)));
        _index.Add(File(2), Document(Pack(2, 20, 1), Pack(3, 30, 1)));

        _index.Forget(File(1));

        Assert.Equal((false, true, true), (_index.Contains(Blob(10)), _index.Contains(Blob(20)), _index.Contains(Blob(30))));
        Assert.Equal(2, _index.Count);
    }

    [Fact]
    public void Keeps_apart_what_two_index_files_say_differently_of_one_pack()
    {
        _index.Add(File(1), Document(Pack(1, 10, 2)));
        _index.Add(File(2), Document(Pack(1, 20, 2)));

        _index.Forget(File(1));

        Assert.False(_index.Contains(Blob(10)));
        Assert.True(_index.Contains(Blob(20)));
    }

    [Fact]
    public void Knows_a_pack_again_after_it_was_forgotten()
    {
        _index.Add(File(1), Document(Pack(1, 10, 3)));
        _index.Forget(File(1));

        _index.Add(File(2), Document(Pack(1, 10, 3)));

        Assert.Equal(3, _index.Count);
        Assert.True(_index.Contains(Blob(12)));
    }

    [Fact]
    public void Stays_equal_to_a_model_while_files_come_and_go()
    {
        var random = new Random(5);
        var model = new Dictionary<int, IndexedPack[]>();
        for (var step = 0; step < 400; step++)
        {
            if (model.Count > 5 && random.Next(2) == 0)
            {
                var gone = model.Keys.ElementAt(random.Next(model.Count));
                model.Remove(gone);
                _index.Forget(File(gone));
            }
            else
            {
                model[step] = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(60)).Distinct().Select(p => Pack(p, p * 50, 400))];
                _index.Add(File(step), Document(model[step]));
            }
        }

        var expected = model.Values.SelectMany(packs => packs).SelectMany(pack => pack.Blobs.Select(b => (b.Blob, pack.Id, b.Offset))).ToHashSet();
        var blobs = Enumerable.Range(0, 60 * 50 + 400).Select(Blob);
        Assert.Equal(expected.Count, _index.Count);
        Assert.True(expected.SetEquals(blobs.SelectMany(blob => _index.Locate(blob).Select(l => (blob, l.Pack, l.Offset)))));
    }

    [Fact]
    public void Needs_about_64_bytes_a_blob()
    {
        const int packs = 1000, blobs = 400;

        for (var i = 0; i < packs / 100; i++) _index.Add(File(i), Document([.. Enumerable.Range(i * 100, 100).Select(p => Pack(p, p * blobs, blobs))]));

        Assert.Equal(packs * blobs, _index.Count);
        Assert.InRange(_index.MemoryBytes / _index.Count, 56, 66);
    }

    private static IndexId File(int number) => new(Hash("file", number));

    private static PackId PackOf(int number) => new(Hash("pack", number));

    private static BlobHandle Blob(int number) => BlobHandle.Data(new BlobId(Hash("blob", number)));

    private static IndexedPack Pack(int number, int firstBlob, int count) =>
        new(PackOf(number), [.. Enumerable.Range(0, count).Select(i => new PackedBlob(Blob(firstBlob + i), (uint)(100 * i), 100, 0))]);

    private static IndexDocument Document(params IndexedPack[] packs) => new([.. packs]);

    private static Sha256Value Hash(string kind, int number) => Sha256Value.Of(System.Text.Encoding.UTF8.GetBytes($"{kind} {number}"));
}
