using System.Collections.Concurrent;
using ActorBackup.Linux;
using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Restoring;

/// <summary>Brings the contents of some files to their places: what is there already is proven and kept, the rest is read pack by pack.</summary>
internal sealed class ContentBatch(
    OpenRepository repository, ConcurrentBag<RangeReader> readers, RestoringFiles files, TargetFolders folders, RestoreReport report, RestoreRequest request)
{
    // What a worker holds of a pack at one time; on top of it comes one chunk, 8 MiB at most. Larger reads save nothing but on the slowest lines.
    private const int LargestRange = 4 << 20;

    private readonly List<RestoringFile> _files = [];
    private readonly WantedBlobs _wanted = new();

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
        var count = Math.Clamp(Math.Max(Environment.ProcessorCount, repository.Backend.Connections), 2, 8);
        var workers = new ParallelOptions { MaxDegreeOfParallelism = count, CancellationToken = stop };
        try
        {
            await ForEachAsync(_files.Where(f => f.Existing is not null), workers, Compare);
            foreach (var file in _files) Want(file);
            await ForEachAsync(_files.Where(f => f.Parts == 0), workers, (file, _) => files.Finish(file));
            var wanted = _wanted.InOrder();
            var ranges = PackRanges.Of(wanted, LargestRange);
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
        if (!readers.TryTake(out var reader)) reader = new RangeReader(repository);
        await reader.LoadAsync(range, stop);
        for (var i = range.First; i < range.First + range.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            if (reader.TryOpen(wanted[i].Blob, wanted[i].Location, out var content)) Place(wanted[i], content);
            else await PlaceAnotherCopyAsync(wanted[i], stop);
        }
        readers.Add(reader);
    }

    private async Task PlaceAnotherCopyAsync(WantedBlobs.Wanted blob, CancellationToken stop)
    {
        try
        {
            var content = await repository.LoadBlobAsync(BlobHandle.Data(blob.Blob), stop);
            Place(blob, content.Span);
        }
        catch (RepositoryException e) when (RangeReader.ConcernsOneBlob(e))
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
}
