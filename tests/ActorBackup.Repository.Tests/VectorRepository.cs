using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Keys;
using ActorBackup.Repository.Packs;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository.Tests;

/// <summary>A repository of the vectors, opened without any of the engine: its files by path, what is sealed in them, and what restic says of it.</summary>
internal sealed class VectorRepository : IDisposable
{
    private const int MaxDocumentBytes = 1 << 24;

    private readonly Zstd _zstd = new();
    private readonly MasterKey _key;

    private VectorRepository(IReadOnlyDictionary<string, byte[]> files, string password)
    {
        Files = files;
        _key = Unlock(password);
        Config = ConfigFormat.Read(Sealing.Open(_key, Files["config"], "config"));
    }

    public static TheoryData<string> Names { get; } = ["v1-basic", "v1-upgraded-to-v2", "v2-basic", "v2-compression-off", "v2-pruned", "v2-special"];

    /// <summary>By path within the repository: <c>config</c>, <c>index/…</c>, <c>data/09/09d2…</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public RepositoryConfig Config { get; }

    public static VectorRepository Open(string folder, string name, string password) => new(Unpack(VectorFile.PathOf($"{folder}/{name}.tar.gz")), password);

    public static (VectorRepository, JsonElement) OpenWithFacts(string name)
    {
        var facts = VectorFile.Json($"repos/{name}.json");
        return (Open("repos", name, facts.GetProperty("passwords")[0].GetString()!), facts);
    }

    /// <summary>Names and plaintext JSON of the index files, snapshots or locks.</summary>
    public IEnumerable<(string Name, byte[] Json)> Documents(string kind) =>
        Under(kind).Select(file => (file.Name, Document(Sealing.Open(_key, file.Content, file.Name))));

    public IEnumerable<(string Name, byte[] Header)> PackHeaders() => Under("data").Select(pack => (pack.Name, Header(pack.Content)));

    /// <summary>The plaintext of every blob of this type, by its id.</summary>
    public Dictionary<BlobId, byte[]> Blobs(BlobType type)
    {
        var blobs = new Dictionary<BlobId, byte[]>();
        foreach (var (_, pack) in Under("data"))
            foreach (var blob in PackHeader.Read(Header(pack), Config.Version))
                if (blob.Blob.Type == type) blobs[blob.Blob.Id] = Blob(pack, blob);
        return blobs;
    }

    public void Dispose() => _zstd.Dispose();

    private static Dictionary<string, byte[]> Unpack(string archive)
    {
        var files = new Dictionary<string, byte[]>();
        using var reader = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files[entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]] = content.ToArray();
        }
        return files;
    }

    private IEnumerable<(string Name, byte[] Content)> Under(string kind) =>
        Files.Where(file => file.Key.StartsWith(kind + "/", StringComparison.Ordinal)).Select(file => (file.Key[^64..], file.Value));

    private MasterKey Unlock(string password)
    {
        foreach (var (_, file) in Under("keys"))
        {
            var json = JsonDocument.Parse(file).RootElement;
            var userKey = new byte[64];
            var parameters = new KeyDerivation(json.GetProperty("N").GetInt32(), json.GetProperty("r").GetInt32(), json.GetProperty("p").GetInt32());
            Scrypt.Derive(Encoding.UTF8.GetBytes(password), json.GetProperty("salt").GetBytesFromBase64(), parameters, userKey);
            var data = json.GetProperty("data").GetBytesFromBase64();
            var plain = new byte[data.Length - Sealing.Overhead];
            if (!Sealing.TryOpen(new MasterKey(userKey), data, plain)) continue;
            var master = JsonDocument.Parse(plain).RootElement;
            var mac = master.GetProperty("mac");
            return new MasterKey([.. master.GetProperty("encrypt").GetBytesFromBase64(), .. mac.GetProperty("k").GetBytesFromBase64(), .. mac.GetProperty("r").GetBytesFromBase64()]);
        }
        throw new InvalidOperationException("No key of the vectors opens with this password.");
    }

    private byte[] Document(byte[] plain) => Config.Version == 2 && plain[0] == 2 ? _zstd.Decompress(plain.AsSpan(1), MaxDocumentBytes) : plain;

    private byte[] Header(byte[] pack)
    {
        var sealedBytes = PackHeader.SealedBytes(pack.AsSpan(pack.Length - PackHeader.LengthFieldBytes), pack.Length);
        return Sealing.Open(_key, pack.AsSpan(pack.Length - PackHeader.LengthFieldBytes - sealedBytes, sealedBytes), "header");
    }

    private byte[] Blob(byte[] pack, PackedBlob blob)
    {
        var stored = Sealing.Open(_key, pack.AsSpan((int)blob.Offset, (int)blob.Length), blob.Blob.ToString());
        if (blob.PlainLength == 0) return stored;
        var content = new byte[blob.PlainLength];
        _zstd.Decompress(stored, content);
        return content;
    }
}
