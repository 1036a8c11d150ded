using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Json;

namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of an index file, byte for byte as restic writes it, final newline included (format specification, section 9).</summary>
public static class IndexFormat
{
    private const int UsualBlobBytes = 160, SealBytes = 32;

    public static byte[] Write(IndexDocument index)
    {
        var json = new GoJsonWriter((int)Math.Min(1 << 26, index.Packs.Sum(static pack => 80L + pack.Blobs.Length * UsualBlobBytes) + 16));
        json.Raw("{\"packs\":["u8);
        foreach (var pack in index.Packs)
        {
            json.NextItem();
            json.Raw("{"u8);
            json.Name("id"u8);
            json.Id(pack.Id.Value);
            json.Name("blobs"u8);
            json.Raw("["u8);
            foreach (var blob in pack.Blobs)
            {
                json.NextItem();
                WriteBlob(json, blob);
            }
            json.Raw("]}"u8);
        }
        json.Raw("]}\n"u8);
        return json.ToArray();
    }

    /// <param name="version">Of the repository: version 1 knows no compressed blobs.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>, or <see cref="RepositoryFailure.Unsupported"/> for the form
    /// of restic 0.1.</exception>
    public static IndexDocument Read(ReadOnlySpan<byte> json, int version)
    {
        var reader = new GoJsonReader(json, "An index file");
        if (reader.IsArray) throw new RepositoryException(RepositoryFailure.Unsupported, "An index file has the form of restic 0.1. Rebuild the index to replace it.");
        ImmutableArray<IndexedPack> packs = [];
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.Is("packs"u8)) packs = ReadPacks(ref reader, version);
            else reader.Skip();
        }
        reader.End();
        return new IndexDocument(packs);
    }

    private static void WriteBlob(GoJsonWriter json, PackedBlob blob)
    {
        json.Raw("{"u8);
        json.Name("id"u8);
        json.Id(blob.Blob.Id.Value);
        json.Name("type"u8);
        json.Raw(blob.Blob.Type == BlobType.Tree ? "\"tree\""u8 : "\"data\""u8);
        json.Name("offset"u8);
        json.Number((ulong)blob.Offset);
        json.Name("length"u8);
        json.Number((ulong)blob.Length);
        json.NumberUnlessZero("uncompressed_length"u8, blob.PlainLength);
        json.Raw("}"u8);
    }

    private static ImmutableArray<IndexedPack> ReadPacks(ref GoJsonReader reader, int version)
    {
        var packs = ImmutableArray.CreateBuilder<IndexedPack>();
        if (!reader.EnterArray()) return [];
        while (reader.NextItem())
        {
            PackId? id = null;
            ImmutableArray<PackedBlob> blobs = [];
            if (!reader.EnterObject()) throw reader.Wrong("a pack");
            while (reader.NextField())
            {
                if (reader.Is("id"u8)) id = new PackId(reader.Id());
                else if (reader.Is("blobs"u8)) blobs = ReadBlobs(ref reader, version);
                else reader.Skip();
            }
            packs.Add(new IndexedPack(id ?? throw reader.Wrong("a pack with an id"), blobs));
        }
        return packs.DrainToImmutable();
    }

    private static ImmutableArray<PackedBlob> ReadBlobs(ref GoJsonReader reader, int version)
    {
        var blobs = ImmutableArray.CreateBuilder<PackedBlob>();
        if (!reader.EnterArray()) return [];
        while (reader.NextItem()) blobs.Add(ReadBlob(ref reader, version));
        return blobs.DrainToImmutable();
    }

    private static PackedBlob ReadBlob(ref GoJsonReader reader, int version)
    {
        BlobId? id = null;
        BlobType? type = null;
        var (offset, length, plainLength) = (0u, 0u, 0u);
        if (!reader.EnterObject()) throw reader.Wrong("a blob");
        while (reader.NextField())
        {
            if (reader.Is("id"u8)) id = new BlobId(reader.Id());
            else if (reader.Is("type"u8)) type = ReadType(ref reader);
            else if (reader.Is("offset"u8)) offset = reader.Number32();
            else if (reader.Is("length"u8)) length = reader.Number32();
            else if (reader.Is("uncompressed_length"u8)) plainLength = reader.Number32();
            else reader.Skip();
        }
        if (id is null || type is null) throw reader.Wrong("a blob with id and type");
        if (length < SealBytes || (ulong)offset + length > uint.MaxValue) throw reader.Wrong($"a blob of {SealBytes} bytes or more within 4 GiB");
        if (plainLength != 0 && version < 2) throw reader.Wrong("no compressed blob: version 1 does not know them");
        return new PackedBlob(new BlobHandle(type.Value, id.Value), offset, length, plainLength);
    }

    private static BlobType ReadType(ref GoJsonReader reader)
    {
        var type = reader.TextBytes();
        return type.SequenceEqual("data"u8) ? BlobType.Data : type.SequenceEqual("tree"u8) ? BlobType.Tree : throw reader.Wrong("data or tree");
    }
}
