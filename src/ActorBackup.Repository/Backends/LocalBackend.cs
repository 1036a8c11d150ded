using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using ActorBackup.Linux;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Backends;

/// <summary>A repository in a local folder, in restic's layout (format specification, section 2). Every save and removal is on disk when it returns.</summary>
/// <param name="folder">Absolute. Links are followed: a part of a repository may lie on another disk.</param>
public sealed class LocalBackend(string folder) : IBackend
{
    private const int GroupMayRead = 0x20, GroupBits = 0x38, FileMode = 0x100, GroupFileMode = 0x120;

    private const uint FolderMode = 0x1C0;

    /// <summary>Smaller files are not worth asking for their space first.</summary>
    private const int AllocateFrom = 64 << 10;

    /// <summary>restic's too.</summary>
    private const string TemporaryMark = "-tmp-";

    private readonly LocalLayout _layout = new(folder);
    private volatile bool _wasThere;

    public string Location => _layout.Root;

    public int Connections => 2;

    public Task CreateAsync(CancellationToken stop) => Run("create folders", () =>
    {
        foreach (var path in _layout.FoldersWithParents()) MakeFolder(path, groupToo: false);
        foreach (var path in _layout.FoldersThatHoldFolders()) SyncFolder(path);
        return true;
    }, stop);

    public Task SaveAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        Run($"save {file}", () => Save(file, content.Span, replace: true), stop);

    public Task<bool> TryCreateAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        Run($"create {file}", () =>
        {
            var created = Save(file, content.Span, replace: false);
            if (file.Kind == FileKind.Config) _wasThere = true;
            return created;
        }, stop);

    public Task<ReadOnlyMemory<byte>> LoadAsync(FileHandle file, ByteRange? range, CancellationToken stop) => Run($"load {file}", () =>
    {
        using var open = OpenRead(file);
        var bytes = open.Status.Bytes;
        var part = range ?? new ByteRange(0, bytes <= Array.MaxLength ? (int)bytes : throw TooLarge(file, bytes));
        if (part.Offset < 0 || part.Offset + part.Length > bytes) throw BackendFailure.TooShort(file, part, Location);
        var content = GC.AllocateUninitializedArray<byte>(part.Length);
        if (!open.ReadAt(content, part.Offset)) throw BackendFailure.TooShort(file, part, Location);
        return new ReadOnlyMemory<byte>(content);
    }, stop);

    public Task LoadAsync(FileHandle file, long offset, Memory<byte> into, CancellationToken stop) => Run($"load {file}", () =>
    {
        using var open = OpenRead(file);
        return open.ReadAt(into.Span, offset) ? true : throw BackendFailure.TooShort(file, new ByteRange(offset, into.Length), Location);
    }, stop);

    public Task<long?> SizeAsync(FileHandle file, CancellationToken stop) => Run($"look for {file}", () =>
    {
        var status = FileStatus.Of(_layout.PathOf(file), follow: true);
        if (status is null && file.Kind != FileKind.Config) DemandPresence();
        return status is { IsFile: true } found ? found.Bytes : (long?)null;
    }, stop);

    public async IAsyncEnumerable<StoredFile> ListAsync(FileKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        var files = await Run($"list {kind.ToString().ToLowerInvariant()} files", () => List(kind), stop);
        foreach (var file in files) yield return file;
    }

    public Task RemoveAsync(FileHandle file, CancellationToken stop) => Run($"remove {file}", () =>
    {
        using var holding = Folder.TryOpen(_layout.FolderOf(file));
        if (holding is null) DemandPresence();
        else if (holding.Remove(LocalLayout.NameOf(file)) && file.Kind != FileKind.Lock) holding.Sync();
        return true;
    }, stop);

    public Task RemoveLeftoversAsync(DateTimeOffset olderThan, CancellationToken stop) => Run("remove leftovers", () =>
    {
        foreach (var path in _layout.FoldersThatAreThere())
        {
            stop.ThrowIfCancellationRequested();
            foreach (var file in Directory.EnumerateFiles(path, $"*{TemporaryMark}*"))
                if (File.GetLastWriteTimeUtc(file) < olderThan.UtcDateTime) File.Delete(file);
        }
        return true;
    }, stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private NativeFile OpenRead(FileHandle file)
    {
        try
        {
            var open = NativeFile.OpenRead(_layout.PathOf(file));
            if (file.Kind == FileKind.Config) _wasThere = true;
            return open;
        }
        catch (SystemCallException e) when (e.Errno is Errno.NoEntry or Errno.NotAFolder && file.Kind != FileKind.Config)
        {
            DemandPresence();
            throw;
        }
    }

    private bool Save(FileHandle file, ReadOnlySpan<byte> content, bool replace)
    {
        var groupToo = GroupReads();
        using var holding = OpenFolder(_layout.FolderOf(file), groupToo);
        var name = LocalLayout.NameOf(file);
        var temporary = $"{name}{TemporaryMark}{Random.Shared.NextInt64():x16}";
        try
        {
            using (var open = holding.Create(temporary))
            {
                if (content.Length >= AllocateFrom) open.Allocate(content.Length);
                open.Write(content);
                open.ChangeMode(groupToo ? GroupFileMode : FileMode);
                open.Sync();
                open.Close();
            }
            return PutInPlace(holding, temporary, name, replace, durably: file.Kind != FileKind.Lock);
        }
        catch (SystemCallException)
        {
            Discard(holding, temporary);
            throw;
        }
    }

    private static bool PutInPlace(Folder holding, string temporary, string name, bool replace, bool durably)
    {
        var isNew = holding.TryRenameNew(temporary, holding, name);
        if (!isNew && !replace)
        {
            Discard(holding, temporary);
            return false;
        }
        // The same name is the same content; what lies there may be damaged, and this mends it.
        if (!isNew) holding.Rename(temporary, holding, name);
        // After a power failure a lock is worth nothing, whether it is there or not.
        if (!durably) return true;
        try
        {
            holding.Sync();
        }
        catch (SystemCallException) when (isNew)
        {
            Discard(holding, name);
            throw;
        }
        return true;
    }

    private static void Discard(Folder holding, string name)
    {
        try
        {
            holding.Remove(name);
        }
        catch (SystemCallException)
        {
            // What is told is why the save failed; a temporary file that stays is ignored by everybody.
        }
    }

    private List<StoredFile> List(FileKind kind)
    {
        var found = new List<StoredFile>();
        if (kind == FileKind.Config)
        {
            if (FileStatus.Of(_layout.PathOf(FileHandle.Config), follow: true) is { IsFile: true } config) found.Add(new(FileHandle.Config, config.Bytes));
            return found;
        }
        try
        {
            foreach (var path in _layout.FoldersToList(kind))
            {
                var entries = new FileSystemEnumerable<(string Name, long Bytes)>(path, static (ref FileSystemEntry e) => (e.FileName.ToString(), e.Length), Everything)
                {
                    ShouldIncludePredicate = static (ref FileSystemEntry e) => e.FileName.Length == 2 * Sha256Value.Length && !e.IsDirectory,
                };
                foreach (var (name, bytes) in entries)
                    if (Sha256Value.TryParse(name, out var id)) found.Add(new(new FileHandle(kind, id), bytes));
            }
        }
        catch (DirectoryNotFoundException)
        {
            DemandPresence();
        }
        return found;
    }

    private static EnumerationOptions Everything { get; } = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>A folder that is missing is made, but only in a repository: never in the empty place where a disk is not mounted.</summary>
    private Folder OpenFolder(string path, bool groupToo)
    {
        if (Folder.TryOpen(path) is { } there) return there;
        if (_wasThere) DemandPresence();
        else if (!Directory.Exists(_layout.Root)) throw new SystemCallException($"open {_layout.Root}", Errno.NoEntry);
        foreach (var missing in _layout.WayTo(path)) MakeFolder(missing, groupToo);
        foreach (var missing in _layout.WayTo(path)) SyncFolder(Path.GetDirectoryName(missing)!);
        return Folder.Open(path);
    }

    private static void MakeFolder(string path, bool groupToo)
    {
        if (!Folder.TryMake(path, FolderMode) || !groupToo) return;
        using var made = Folder.Open(path);
        var mode = made.Status.Mode;
        // Added to what is there: the bit by which new files get the folder's group stays.
        if ((mode & GroupBits) != GroupBits) made.Handle.ChangeMode(mode | GroupBits);
    }

    private static void SyncFolder(string path)
    {
        using var made = Folder.Open(path);
        made.Sync();
    }

    private bool GroupReads() => FileStatus.Of(_layout.PathOf(FileHandle.Config), follow: true) is { } config && (config.Mode & GroupMayRead) != 0;

    /// <summary>What is missing from a repository that was here is away with it: nothing may be concluded from that.</summary>
    private void DemandPresence()
    {
        if (!_wasThere || FileStatus.Of(_layout.PathOf(FileHandle.Config), follow: true) is not null) return;
        throw new RepositoryException(RepositoryFailure.Unreachable,
            $"The repository at {Location} is away: its config file was there and is not. If it lies on a disk, mount it again.");
    }

    private RepositoryException TooLarge(FileHandle file, long bytes) =>
        RepositoryException.Damaged($"{file} at {Location} has {bytes:N0} bytes: no file of a repository is that large.");

    private Task<T> Run<T>(string what, Func<T> deed, CancellationToken stop) => Task.Run(() =>
    {
        try
        {
            return deed();
        }
        catch (Exception e) when (e is not RepositoryException and (IOException or UnauthorizedAccessException))
        {
            throw BackendFailure.Of(e, what, Location);
        }
    }, stop);
}
