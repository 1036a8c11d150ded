namespace ActorBackup.Node.Hosting;

/// <summary>The data folder cannot be used. The message says which, why, and what to do.</summary>
/// <param name="isLocked">Another process works on it.</param>
internal sealed class DataFolderException(string message, bool isLocked = false, Exception? cause = null) : Exception(message, cause)
{
    public bool IsLocked { get; } = isLocked;
}
