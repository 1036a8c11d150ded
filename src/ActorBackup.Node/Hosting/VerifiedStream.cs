using System.Security.Cryptography;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Node.Hosting;

/// <summary>Reads content once and fails at its end if it was not what its digest says. Owns the content and what it came from.</summary>
internal sealed class VerifiedStream(Stream content, ContentDigest expected, IAsyncDisposable owner) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _checked;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken);
        Took(buffer.Span[..count], buffer.Length);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = content.Read(buffer, offset, count);
        Took(buffer.AsSpan(offset, read), count);
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await owner.DisposeAsync();
        _hash.Dispose();
        await base.DisposeAsync();
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Took(ReadOnlySpan<byte> bytes, int wanted)
    {
        if (bytes.Length > 0) _hash.AppendData(bytes);
        else if (wanted > 0 && !_checked)
        {
            _checked = true;
            if (ContentDigest.Of(_hash.GetHashAndReset()) != expected) throw new IOException("the stored copy has changed while it was read");
        }
    }
}
