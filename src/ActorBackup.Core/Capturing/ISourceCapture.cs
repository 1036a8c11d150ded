using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Capturing;

/// <summary>Reads a source without locking or touching it.</summary>
public interface ISourceCapture
{
    /// <summary>Null if there is no such file. Never follows what is not a regular file's link.</summary>
    /// <exception cref="IOException">The file may be there but stat failed.</exception>
    FileStamp? Stat(string path);

    /// <summary>Streams the file once into every staged copy, and again from the start while it changes under the reading.</summary>
    Task<CaptureResult> CaptureAsync(CaptureRequest request, IReadOnlyList<IStagedCopy> into, CancellationToken stop);
}
