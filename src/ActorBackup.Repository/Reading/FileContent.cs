using System.Runtime.CompilerServices;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>The bytes of one file of a snapshot, in order, each chunk proven by its id before it is given out.</summary>
public static class FileContent
{
    private const int Ahead = 4;

    /// <param name="file">A node of type <see cref="NodeType.File"/>.</param>
    /// <exception cref="RepositoryException">A chunk is missing or damaged in all its copies; what was given before it is good.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(OpenRepository repository, Node file, [EnumeratorCancellation] CancellationToken stop)
    {
        if (file.Type != NodeType.File) throw RepositoryException.Refused($"'{file.Name}' is no file: there is no content to give out.");
        if (file.Content.IsDefault) throw RepositoryException.Damaged($"The tree does not say what is in '{file.Name}'. Take it from another snapshot; 'check' lists what else is damaged.");
        using var early = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var loading = new Queue<Task<ReadOnlyMemory<byte>>>();
        try
        {
            foreach (var blob in file.Content)
            {
                loading.Enqueue(repository.LoadBlobAsync(BlobHandle.Data(blob), early.Token));
                if (loading.Count == Ahead) yield return await loading.Dequeue();
            }
            while (loading.TryDequeue(out var next)) yield return await next;
        }
        finally
        {
            // The reader left early, or a chunk failed: what is on its way is of no use, and its failure nobody's.
            await early.CancelAsync();
            foreach (var rest in loading) await rest.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Writes the whole file to a stream, which is not closed.</summary>
    public static async Task CopyToAsync(OpenRepository repository, Node file, Stream into, CancellationToken stop)
    {
        await foreach (var chunk in ReadAsync(repository, file, stop)) await into.WriteAsync(chunk, stop);
    }
}
