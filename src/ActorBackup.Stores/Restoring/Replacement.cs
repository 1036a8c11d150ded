using System.Buffers;
using System.Security.Cryptography;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Restoring;

/// <summary>One restore of one file, its target known and allowed.</summary>
internal sealed class Replacement(RestoreRequest request, IClaim claim, string target, FileStatus? there, Func<CancellationToken, Task<Stream>> content)
{
    private const int BufferBytes = 256 << 10;

    private readonly string _name = Path.GetFileName(target);

    /// <param name="touching">Called right before the target changes in a way that a failure could leave half done.</param>
    public async Task<RestoreResult> RunAsync(Action touching, CancellationToken stop)
    {
        using var folder = OpenFolder(Path.GetDirectoryName(target) ?? "/");
        var mustRewrite = there is { IsFile: true, Links: > 1 };
        var result = mustRewrite ? null : await ReplaceAsync(folder, stop);
        return result ?? await RewriteAsync(folder, touching, stop);
    }

    /// <returns>Null if the target must be rewritten in place after all.</returns>
    private async Task<RestoreResult?> ReplaceAsync(Folder folder, CancellationToken stop)
    {
        var temporary = FileRestore.TemporaryName(_name);
        NativeFile file;
        try
        {
            folder.Remove(temporary);
            file = folder.Create(temporary);
        }
        catch (SystemCallException e) when (e.Errno is Errno.Denied && there is { IsFile: true }) { return null; }
        var renamed = false;
        using (file)
        {
            try
            {
                if (await PourAsync(file.Write, stop) is { } bad) return bad;
                var note = Dress(file);
                file.Sync();
                file.Close();
                stop.ThrowIfCancellationRequested();
                if (!claim.Holds) return NotOwner;
                try { folder.Rename(temporary, folder, _name); }
                catch (SystemCallException e) when (e.Errno is Errno.Busy) { return null; }
                renamed = true;
                folder.Sync();
                return ReadBack(folder, rewritten: false, note);
            }
            finally
            {
                if (!renamed) folder.Remove(temporary);
            }
        }
    }

    private async Task<RestoreResult> RewriteAsync(Folder folder, Action touching, CancellationToken stop)
    {
        if (await PourAsync(_ => { }, stop) is { } bad) return bad;
        using var file = folder.OpenWrite(_name);
        stop.ThrowIfCancellationRequested();
        if (!claim.Holds) return NotOwner;
        touching();
        file.Rewind(truncate: true);
        // From here there is no way back but forward: the target is half-written until the end.
        if (await PourAsync(file.Write, CancellationToken.None) is { } broken)
            return new RestoreResult.Failed($"{target} was rewritten only in part: {(broken is RestoreResult.Damaged d ? d.Finding : ((RestoreResult.Unreadable)broken).Reason)}", Touched: true);
        var note = Dress(file);
        file.Sync();
        file.Close();
        return ReadBack(folder, rewritten: true, note);
    }

    private RestoreResult.Failed NotOwner => new($"this node's ownership of the source ended before {target} was touched; it is as it was");

    /// <summary>Streams the stored content; the answer is null only if it was all there and matched its digest.</summary>
    private async Task<RestoreResult?> PourAsync(WriteTo write, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var stream = await content(stop);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var bytes = 0L;
            int count;
            while ((count = await stream.ReadAsync(buffer, stop)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                write(buffer.AsSpan(0, count));
                bytes += count;
            }
            return Mismatch(ContentDigest.Of(hash.GetHashAndReset()), bytes) is { } finding ? new RestoreResult.Damaged(finding) : null;
        }
        catch (StoreException e) when (e.Kind == StoreFailure.Damaged) { return new RestoreResult.Damaged(e.Message); }
        catch (StoreException e) { return new RestoreResult.Unreadable(e.Message); }
        catch (InvalidDataException e) { return new RestoreResult.Damaged($"the stored content cannot be decompressed: {e.Message}"); }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string? Mismatch(ContentDigest digest, long bytes) =>
        bytes != request.Bytes ? $"{bytes} bytes are there, {request.Bytes} were captured"
        : digest != request.Digest ? $"the SHA-256 is {digest}, that of the captured content {request.Digest}" : null;

    private RestoreResult ReadBack(Folder folder, bool rewritten, string? note)
    {
        using var file = folder.OpenRead(_name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[BufferBytes], 0L);
        for (int count; (count = file.Read(buffer)) > 0; bytes += count) hash.AppendData(buffer, 0, count);
        return Mismatch(ContentDigest.Of(hash.GetHashAndReset()), bytes) is { } finding
            ? new RestoreResult.Failed($"{target} was put back but reads differently: {finding}; something else may be writing to it", Touched: true)
            : new RestoreResult.Restored(target, bytes, rewritten, note);
    }

    /// <summary>Owner first: a change of owner clears set-uid bits, and foreign ones must not come with them.</summary>
    private string? Dress(NativeFile file)
    {
        var (mode, owner, group) = request.Stamp is { } s ? (s.Mode, s.Owner, s.Group)
            : there is { IsFile: true } t ? (t.Mode, t.Owner, t.Group) : (-1, 0u, 0u);
        string? note = null;
        if (mode >= 0)
        {
            if (!file.TryChangeOwner(owner, group))
            {
                note = $"the owner {owner}:{group} could not be given back (that needs root)";
                mode &= 0x1FF;
            }
            file.ChangeMode(mode);
        }
        if (request.Stamp is { } stamp) file.ChangeModified(stamp.ModifiedNanos);
        return note;
    }

    private static Folder OpenFolder(string path)
    {
        if (Folder.TryOpen(path) is { } folder) return folder;
        using var parent = OpenFolder(Path.GetDirectoryName(path) ?? throw new SystemCallException($"open {path}", Errno.NoEntry));
        return parent.Enter(Path.GetFileName(path), 0x1ED);
    }

    private delegate void WriteTo(ReadOnlySpan<byte> bytes);
}
