namespace ActorBackup.Core.Trees;

/// <summary>Looks at one source's folder for who watches it: which folders there are, and whether anything has changed. All paths are absolute.</summary>
public interface ITreeWalk
{
    /// <summary>Whether a path, the name of an entry of a folder that is captured, is left out. Touches no disk.</summary>
    bool IsExcluded(string path, bool isFolder);

    /// <summary>Whether a file of this name says what is left out of the folder it lies in.</summary>
    bool DecidesExclusion(string fileName);

    /// <summary>Calls <paramref name="enter"/> for a folder and all below it that are captured, parents first, each before its entries are listed.
    /// What cannot be read, or is no folder, is passed over.</summary>
    /// <param name="enter">Says no to go no further below this one.</param>
    void Folders(string from, Func<string, bool> enter, CancellationToken stop);

    /// <summary>Whether the folder is there and may be read: if not, there is nothing to watch in it.</summary>
    bool CanList(string folder);

    /// <summary>Another number if any captured entry has another name, size, time or inode. Null if there is no such folder.</summary>
    ulong? Fingerprint(CancellationToken stop);
}
