namespace ActorBackup.Repository.Chunking;

/// <summary>Reads an input chunk by chunk. Each chunk is in memory of its own, so that others can work on it while the next one is read.</summary>
/// <param name="input">Read once, from its position to its end; not disposed.</param>
/// <remarks>Not safe for concurrent use. Dispose it to give back what was read ahead.</remarks>
internal sealed class ChunkReader(Chunker chunker, Stream input) : IDisposable
{
    /// <summary>Null at the end; an empty input has no chunk. The receiver disposes the chunk.</summary>
    /// <exception cref="IOException">The input failed; the chunks given before that are good.</exception>
    public Chunk? ReadNext() => throw new NotImplementedException();

    /// <inheritdoc cref="ReadNext"/>
    public ValueTask<Chunk?> ReadNextAsync(CancellationToken stop) => throw new NotImplementedException();

    public void Dispose() => _ = (chunker, input);
}
