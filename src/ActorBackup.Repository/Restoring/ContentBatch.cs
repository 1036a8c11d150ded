using System.Collections.Concurrent;
using ActorBackup.Linux;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Restoring;

/// <summary>Brings the contents of some files to their places: what is there already is proven and kept, the rest is read pack by pack.</summary>
internal sealed class ContentBatch(OpenRepository repository, RestoringFiles files, TargetFolders folders, RestoreReport report, RestoreRequest request)
{
    // What all workers together hold of packs at one time; on top of it each holds one chunk, 8 MiB at most.
    private const int BytesInFlight = 24 << 20;
    private const int LargestRange = 32 << 20;

    private readonly List<RestoringFile> _files = [];
    private readonly WantedBlobs _wanted = new();
    private readonly ConcurrentBag<ChunkOpener> _openers = [];

    public int Files => _files.Count;

    public int Chunks { get; private set; }

    public void Add(RestoringFile file)
    {
        _files.Add(file);
        Chunks += file.Node.Content.Length;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        if (_files.Count == 0) return;
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount), CancellationToken = stop };
        try
        {
            await ForEachAsync(_files.Where(f => f.Existing is not null), workers, Compare);
            foreach (var file in _files) Want(file);
            await ForEachAsync(_files.Where(f => f.Parts == 0), workers, (file, _) => files.Finish(file));
            var wanted = _wanted.InOrder();
            var ranges = PackRanges.Of(wanted, Math.Min(LargestRange, BytesInFlight / workers.MaxDegreeOfParallelism));
            await Parallel.ForEachAsync(ranges, workers, (range, token) => FetchAsync(range, wanted, token));
        }
        finally
        {
            foreach (var file in _files)
                if (!file.Finished) files.Abandon(file);
        }
    }

    private static Task ForEachAsync(IEnumerable<RestoringFile> some, ParallelOptions workers, Action<RestoringFile, CancellationToken> deed) =>
        Parallel.ForEachAsync(some, workers, (file, stop) =>
        {
            deed(file, stop);
            return ValueTask.CompletedTask;
        });

    private void Compare(RestoringFile file, CancellationToken stop)
    {
        var existing = file.Existing!.Value;
        if (!existing.IsFile) return;
        var layout = FileLayout.Of(repository.Index, file.Node);
        var stays = existing.Links <= 1 || file.Deed == FileDeed.InPlace;
        if (request.Overwrite == RestoreOverwrite.IfChanged && stays && existing.Bytes == layout.Bytes && layout.Problem is null
            && (existing.ModifiedSeconds, existing.ModifiedNanos) == (file.Node.ModifiedAt.Seconds, file.Node.ModifiedAt.Nanos))
        {
            Keep(file, existing.Bytes);
            return;
        }
        try
        {
            using var there = OpenExisting(file);
            file.Kept = ExistingContent.Compare(layout, there, existing.Bytes, stop);
            var isWhole = layout.Problem is null && existing.Bytes == layout.Bytes && (layout.Chunks.IsEmpty || file.Kept?.All(k => k) == true);
            if (isWhole && stays) Keep(file, existing.Bytes);
            else if (file.Deed == FileDeed.Beside && file.Kept is not null && layout.Problem is null)
            {
                file.Bytes = layout.Bytes;
                file.Parts = layout.Chunks.Length;
                files.CopyKept(file, there, layout);
            }
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e)) { file.Kept = null; }   // unreadable: nothing of it is kept
    }

    private RawTargetFile OpenExisting(RestoringFile file)
    {
        var folder = folders.Enter(file.Folder);
        try { return folder.OpenRead(file.Node.Name.Bytes); }
        finally { folders.Leave(file.Folder); }
    }

    private void Keep(RestoringFile file, long bytes)
    {
        file.Deed = FileDeed.MetadataOnly;
        file.Bytes = file.ChunkBytes = bytes;
        report.Kept(bytes);
    }

    private void Want(RestoringFile file)
    {
        file.Parts = 0;
        if (file.Deed == FileDeed.MetadataOnly) return;
        var layout = FileLayout.Of(repository.Index, file.Node);
        (file.Bytes, file.ChunkBytes) = (layout.Bytes, layout.ChunkBytes);
        if (layout.Problem is { } problem) file.Fail(problem, layout.Bytes - layout.Chunks.Sum(c => c.Bytes));
        if (file.Failure is not null && file.Deed == FileDeed.Beside) return;
        for (var i = 0; i < layout.Chunks.Length; i++)
        {
            if (file.Kept?[i] == true) continue;
            var chunk = layout.Chunks[i];
            _wanted.Add(chunk.Blob, chunk.Location, file, chunk.Offset);
            file.Parts++;
        }
        file.Left = file.Parts;
    }

    private async ValueTask FetchAsync(PackRange range, WantedBlobs.Wanted[] wanted, CancellationToken stop)
    {
        var pack = await LoadAsync(range, stop);
        if (!_openers.TryTake(out var opener)) opener = new ChunkOpener(repository);
        for (var i = range.First; i < range.First + range.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            var blob = wanted[i];
            var at = blob.Location.Offset - range.Range.Offset;
            if (at + blob.Location.Length <= pack.Length && opener.TryOpen(blob.Blob, blob.Location, pack.Span.Slice((int)at, (int)blob.Location.Length), out var content))
                Place(blob, content);
            else
                await PlaceAnotherCopyAsync(blob, stop);
        }
        _openers.Add(opener);
    }

    private async Task<ReadOnlyMemory<byte>> LoadAsync(PackRange range, CancellationToken stop)
    {
        try { return await repository.Backend.LoadAsync(FileHandle.Of(range.Pack), range.Range, stop); }
        catch (RepositoryException e) when (ConcernsOneBlob(e)) { return default; }   // its blobs are tried one by one, and in other packs
    }

    private async Task PlaceAnotherCopyAsync(WantedBlobs.Wanted blob, CancellationToken stop)
    {
        try
        {
            var content = await repository.LoadBlobAsync(BlobHandle.Data(blob.Blob), stop);
            Place(blob, content.Span);
        }
        catch (RepositoryException e) when (ConcernsOneBlob(e))
        {
            for (var at = blob.FirstPlace; at >= 0; at = _wanted.PlaceAt(at).Next)
            {
                var file = _wanted.PlaceAt(at).File;
                file.Fail(e.Message, blob.Location.ContentBytes);
                Count(file);
            }
        }
    }

    private void Place(WantedBlobs.Wanted blob, ReadOnlySpan<byte> content)
    {
        for (var at = blob.FirstPlace; at >= 0; at = _wanted.PlaceAt(at).Next)
        {
            var place = _wanted.PlaceAt(at);
            if (place.File.Failure is null || place.File.Deed != FileDeed.Beside) files.Write(place.File, content, place.Offset);
            Count(place.File);
        }
    }

    private void Count(RestoringFile file)
    {
        if (Interlocked.Decrement(ref file.Left) == 0) files.Finish(file);
    }

    private static bool ConcernsOneBlob(RepositoryException e) => e.Failure is RepositoryFailure.Missing or RepositoryFailure.Damaged or RepositoryFailure.Unsupported;
}
