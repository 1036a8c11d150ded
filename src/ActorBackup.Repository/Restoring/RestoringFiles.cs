using System.Collections.Concurrent;
using System.Security.Cryptography;
using ActorBackup.Linux;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Makes, opens, fills and finishes the files of a restore; a bounded number is open. Safe for concurrent use, for different files and for one.</summary>
internal sealed class RestoringFiles(TargetFolders folders, EntryMetadata metadata, RestoreReport report, RestoreRequest request)
{
    private const int MostOpen = 256;
    private const int CopyBytes = 1 << 20;

    // From here on the kernel is asked to begin with the writing, so that the last sync waits for less.
    private const long LargeBytes = 8 << 20;

    private readonly ConcurrentQueue<RestoringFile> _open = new();
    private int _openCount;

    /// <summary>Every file is synced by itself: better than the whole file system while they are few.</summary>
    public bool SyncEach { get; set; }

    /// <summary>A name beside a file, for what takes its place when it is whole.</summary>
    public static RawName NewWorkName() => new($".restore-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.part");

    /// <summary>Writes a chunk at its place. Failures of the target are kept with the file, but for those that end all.</summary>
    public void Write(RestoringFile file, ReadOnlySpan<byte> content, long offset)
    {
        try
        {
            var handle = Acquire(file);
            try
            {
                if (file.Deed == FileDeed.InPlace || !request.Sparse) handle.WriteAt(content, offset);
                else if (!Holes.Write(handle, content, offset) && offset + content.Length == file.Bytes) file.EndsInHole = true;
            }
            finally { Release(file); }
            report.Wrote(content.Length);
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e)) { file.Fail(e.Message, content.Length); }
    }

    /// <summary>Takes over what the file that is there has already, into the one that will replace it.</summary>
    public void CopyKept(RestoringFile file, RawTargetFile there, FileLayout layout)
    {
        var handle = Acquire(file);
        try
        {
            for (var i = 0; i < layout.Chunks.Length; i++)
            {
                if (!file.Kept![i]) continue;
                var first = layout.Chunks[i];
                while (i + 1 < layout.Chunks.Length && file.Kept[i + 1]) i++;
                var length = layout.Chunks[i].Offset + layout.Chunks[i].Bytes - first.Offset;
                if (!there.TryCopyTo(handle, first.Offset, length)) Copy(there, handle, first.Offset, length);
                report.Kept(length);
            }
        }
        finally { Release(file); }
    }

    /// <summary>When no chunk is to come any more: length, metadata, its own name.</summary>
    public void Finish(RestoringFile file)
    {
        // Of which nothing could be had, that is not made: a file of zeros helps nobody.
        if (file is not { Failure: not null, Deed: FileDeed.New, Created: false }) Complete(file);
        file.Finished = true;
        if (file.Failure is { } why) report.Failed(file.Path, Explain(file, why));
        else report.Finished();
    }

    /// <summary>Leaves nothing behind under a name that is not the file's own.</summary>
    public void Abandon(RestoringFile file)
    {
        lock (file)
        {
            if (file.Handle is not null) Interlocked.Decrement(ref _openCount);
            file.Handle?.Dispose();
            file.Handle = null;
        }
        if (file.Deed != FileDeed.Beside || !file.Created) return;
        try
        {
            var folder = folders.Enter(file.Folder);
            try { folder.Remove(file.WorkName.Bytes, isFolder: false); }
            finally { folders.Leave(file.Folder); }
        }
        catch (SystemCallException e) { report.Notice("leftover", $"Half-written files may be left behind, as in: {e.Message}"); }
    }

    private void Complete(RestoringFile file)
    {
        try
        {
            var handle = Acquire(file);
            try { Complete(file, handle); }
            finally { Release(file); }
            Close(file);
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e))
        {
            file.Fail(e.Message, 0);
            Abandon(file);
        }
    }

    private void Complete(RestoringFile file, RawTargetFile handle)
    {
        if (file.Failure is not null && file.Deed is FileDeed.Beside)
        {
            Abandon(file);
            return;
        }
        if (file.Deed != FileDeed.MetadataOnly && (file.EndsInHole || file.Failure is not null || file.Deed == FileDeed.InPlace || file.Bytes != file.ChunkBytes)) handle.SetLength(file.Bytes);
        metadata.Apply(handle.Descriptor, handle.Path, file.Path, file.Node);
        if (file.Deed == FileDeed.Beside)
        {
            if (request.Sync) handle.Sync();   // or a crash could leave the new name with an empty file, and the old one gone
            TakePlace(file, handle);
        }
        else if (SyncEach) handle.Sync();
        else if (file.Bytes >= LargeBytes && file.Deed != FileDeed.MetadataOnly) handle.StartWriting();
    }

    private void TakePlace(RestoringFile file, RawTargetFile handle)
    {
        var folder = folders.Enter(file.Folder);
        try { folder.Rename(file.WorkName.Bytes, file.Node.Name.Bytes); }
        catch (SystemCallException e) when (e.Errno is Errno.Busy)
        {
            CopyOver(file, handle, folder);   // mounted there by itself, as containers do: it cannot be replaced
            folder.Remove(file.WorkName.Bytes, isFolder: false);
        }
        finally { folders.Leave(file.Folder); }
    }

    private void CopyOver(RestoringFile file, RawTargetFile from, RawTarget folder)
    {
        using var to = folder.OpenWrite(file.Node.Name.Bytes);
        Copy(from, to, 0, file.Bytes);
        to.SetLength(file.Bytes);
        metadata.Apply(to.Descriptor, to.Path, file.Path, file.Node);
        if (request.Sync) to.Sync();
        to.Close();
    }

    private static void Copy(RawTargetFile from, RawTargetFile to, long offset, long length)
    {
        var buffer = new byte[CopyBytes];
        for (var end = offset + length; offset < end; offset += buffer.Length)
            to.WriteAt(buffer.AsSpan(0, from.ReadAt(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset)), offset)), offset);
    }

    private RawTargetFile Acquire(RestoringFile file)
    {
        lock (file)
        {
            file.Users++;
            if (file.Handle is { } open) return open;
            try
            {
                if (Interlocked.Increment(ref _openCount) > MostOpen) CloseOneIdle();
                file.Handle = Open(file);
                if (file.Parts > 1) _open.Enqueue(file);   // with one chunk it is closed at once anyway
                return file.Handle;
            }
            catch
            {
                Interlocked.Decrement(ref _openCount);
                file.Users--;
                throw;
            }
        }
    }

    private static void Release(RestoringFile file)
    {
        lock (file) file.Users--;
    }

    private void Close(RestoringFile file)
    {
        lock (file)
        {
            if (file.Handle is null) return;
            var handle = file.Handle;
            file.Handle = null;
            Interlocked.Decrement(ref _openCount);
            handle.Close();
        }
    }

    private RawTargetFile Open(RestoringFile file)
    {
        var folder = folders.Enter(file.Folder);
        try
        {
            if (file.Deed == FileDeed.MetadataOnly) return folder.OpenRead(file.Node.Name.Bytes);
            if (file.Created || file.Deed == FileDeed.InPlace) return folder.OpenWrite(file.WorkName.Bytes);
            if (file.Deed == FileDeed.Beside) file.WorkName = NewWorkName();
            var handle = folder.Create(file.WorkName.Bytes);
            file.Created = true;
            // Holes stay holes; where none are wanted, the space is taken at once and in one piece.
            if (file.Parts > 1 && !request.Sparse) handle.Reserve(file.Bytes);
            if (file.Parts > 1) handle.SetLength(file.Bytes);
            return handle;
        }
        finally { folders.Leave(file.Folder); }
    }

    private void CloseOneIdle()
    {
        for (var left = _open.Count; left > 0 && _open.TryDequeue(out var file); left--)
        {
            lock (file)
            {
                if (file.Handle is null) continue;
                if (file.Users > 0) _open.Enqueue(file);
                else
                {
                    file.Handle.Dispose();
                    file.Handle = null;
                    Interlocked.Decrement(ref _openCount);
                    return;
                }
            }
        }
    }

    private static string Explain(RestoringFile file, string why) => file switch
    {
        { MissingBytes: 0 } => why,
        { Deed: FileDeed.New, Created: false } => $"Nothing of its {file.Bytes:N0} bytes can be restored. {why}",
        { Deed: FileDeed.Beside } => $"{why} The file that is there was left as it is.",
        { Deed: FileDeed.New } => $"{file.MissingBytes:N0} of {file.Bytes:N0} bytes are missing and stand as zeros: {why}",
        _ => $"{file.MissingBytes:N0} of {file.Bytes:N0} bytes are missing: {why}",
    };
}
