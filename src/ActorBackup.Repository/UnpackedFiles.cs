using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository;

/// <summary>Files that are one sealed document: indexes, snapshots, locks (format specification, section 6).</summary>
/// <param name="version">Of the repository: only version 2 compresses.</param>
internal sealed class UnpackedFiles(IBackend backend, MasterKey key, int version, Zstd zstd)
{
    private const byte Compressed = 2;

    /// <summary>An index of a million blobs has some 200 MB; what is larger is an attack.</summary>
    private const int MostBytes = 1 << 30;

    /// <summary>The file's JSON, after its hash, its seal and its encoding were found good. What does not hash to its name is loaded once more.</summary>
    public async Task<ReadOnlyMemory<byte>> LoadAsync(FileHandle file, CancellationToken stop) => Decode(file, await LoadProvenAsync(backend, file, stop));

    public async Task<FileHandle> SaveAsync(FileKind kind, ReadOnlyMemory<byte> json, CancellationToken stop)
    {
        var content = Sealing.Seal(key, version == 1 ? json.Span : Compress(json.Span));
        var file = new FileHandle(kind, Sha256Value.Of(content));
        if (!Decode(file, content).Span.SequenceEqual(json.Span))
            throw RepositoryException.Damaged($"A new {kind} file did not read back as it was written, before it was saved: this machine's memory or processor is at fault.");
        await backend.SaveAsync(file, content, stop);
        return file;
    }

    /// <summary>The bytes of a file that is named by their hash.</summary>
    public static async Task<ReadOnlyMemory<byte>> LoadProvenAsync(IBackend backend, FileHandle file, CancellationToken stop)
    {
        for (var again = true; ; again = false)
        {
            var content = await backend.LoadAsync(file, null, stop);
            if (Sha256Value.Of(content.Span) == file.Name) return content;
            if (!again)
                throw RepositoryException.Damaged($"{file} at {backend.Location} is damaged: its {content.Length:N0} bytes are not those it is named after. Check the repository.");
        }
    }

    private byte[] Compress(ReadOnlySpan<byte> json)
    {
        var frame = new byte[1 + Zstd.Bound(json.Length)];
        frame[0] = Compressed;
        var length = zstd.Compress(json, frame.AsSpan(1), Zstd.AutoLevel);
        return frame[..(1 + length)];
    }

    private ReadOnlyMemory<byte> Decode(FileHandle file, ReadOnlyMemory<byte> content)
    {
        var document = Sealing.Open(key, content.Span, file.ToString());
        if (version == 1 || document.Length == 0) return document;
        return document[0] switch
        {
            (byte)'{' or (byte)'[' => document,
            Compressed => Decompress(file, document),
            var other => throw new RepositoryException(RepositoryFailure.Unsupported,
                $"{file} is in an encoding this program does not know ({other}). A newer program may have written it."),
        };
    }

    private byte[] Decompress(FileHandle file, byte[] document)
    {
        try
        {
            return zstd.Decompress(document.AsSpan(1), MostBytes);
        }
        catch (RepositoryException e) when (e.Failure == RepositoryFailure.Damaged)
        {
            throw RepositoryException.Damaged($"{file} is damaged: {e.Message}", e);
        }
    }
}
