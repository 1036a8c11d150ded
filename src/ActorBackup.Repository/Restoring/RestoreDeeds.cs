using System.Collections.Concurrent;
using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Does what a walk says: folders and links at once, contents in batches, then further names, removals, and the folders' own metadata.</summary>
/// <remarks>Batches bound the memory, however large the snapshot is.</remarks>
internal sealed class RestoreDeeds
{
    private const int MostFiles = 4_096, MostChunks = 65_536, FewFiles = 64;

    private readonly OpenRepository _repository;
    private readonly RestoreRequest _request;
    private readonly RawTarget _target;
    private readonly RestoreReport _report;
    private readonly TargetFolders _folders;
    private readonly EntryMetadata _metadata;
    private readonly RestoringFiles _files;
    private readonly ConcurrentBag<RangeReader> _readers = [];   // their buffers serve all batches
    private readonly TargetRemoval _removal;
    private readonly SpecialFiles _specials;
    private readonly HardLinks _links = new();
    private readonly bool _isRoot = RawTargetCalls.EffectiveUser() == 0;
    private readonly List<OtherName> _otherNames = [];
    private readonly List<(TargetFolder Folder, PlannedStep Planned)> _removals = [];
    private readonly List<TargetFolder> _done = [];
    private readonly Dictionary<ulong, TargetFolder> _otherFileSystems = [];
    private readonly ulong _device;
    private ContentBatch _batch;

    public RestoreDeeds(OpenRepository repository, RestoreRequest request, RawTarget target, TargetFolders folders, RestoreReport report)
    {
        (_repository, _request, _target, _folders, _report) = (repository, request, target, folders, report);
        _metadata = new EntryMetadata(report);
        _files = new RestoringFiles(folders, _metadata, report, request);
        _removal = new TargetRemoval(report, request.Spares);
        _specials = new SpecialFiles(folders, _metadata, _removal, report);
        _device = target.Status().Device;
        _batch = NewBatch();
    }

    public async Task RunAsync(IAsyncEnumerable<WalkItem> items, CancellationToken stop)
    {
        var batches = 0;
        await foreach (var item in items.WithCancellation(stop))
        {
            Do(item);
            if (_batch.Files < MostFiles && _batch.Chunks < MostChunks && _done.Count < MostFiles) continue;
            await FinishBatchAsync(stop);
            batches++;
        }
        _files.SyncEach = _request.Sync && batches == 0 && _batch.Files + _done.Count <= FewFiles;
        await FinishBatchAsync(stop);
        if (!_request.Sync || _files.SyncEach) return;
        _target.SyncFileSystem();
        foreach (var folder in _otherFileSystems.Values) At(folder, folder.Path, handle => handle.SyncFileSystem());
    }

    private void Do(WalkItem item)
    {
        if (item.Planned is not { } planned)
        {
            _done.Add(item.Folder);
            return;
        }
        var (step, node) = (planned.Step, planned.Step.Node);
        switch (step.Deed)
        {
            case RestoreDeed.Skip:
                _report.Skipped();
                break;
            case RestoreDeed.Refuse:
                _report.Failed(step.Path, $"Not restored: {step.Reason}.");
                break;
            case RestoreDeed.Delete:
                _removals.Add((item.Folder, planned));
                break;
            case RestoreDeed.PassThrough:
                break;
            case var _ when !Make(item.Folder):
                _report.Failed(step.Path, "Not restored: its folder could not be made, or something else is in the folder's place.");
                if (item.Entered is not null) item.Entered.Failed = true;
                break;
            case var _ when item.Entered is not null:
                _report.Planned(0);
                RestoreFolder(item.Folder, item.Entered, planned);
                break;
            case var _ when node!.Type == NodeType.File:
                RestoreFile(item.Folder, planned);
                break;
            default:
                _report.Planned(0);
                _specials.Restore(item.Folder, planned);
                break;
        }
    }

    // What is only passed through is made when something below it is.
    private bool Make(TargetFolder folder)
    {
        var missing = new Stack<TargetFolder>();
        for (var at = folder; !at.Exists; at = at.Parent!)
        {
            if (at.Failed) return false;
            missing.Push(at);
        }
        while (missing.TryPop(out var next))
        {
            At(next.Parent!, next.Path, handle =>
            {
                next.GetsMetadata = handle.TryMakeFolder(next.Name.Bytes);
                next.Exists = next.GetsMetadata || handle.Stat(next.Name.Bytes) is { IsFolder: true };
            });
            if (!next.Exists)
            {
                folder.Failed = next.Failed = true;
                return false;
            }
        }
        return true;
    }

    private void RestoreFolder(TargetFolder parent, TargetFolder folder, PlannedStep planned)
    {
        folder.GetsMetadata = true;
        folder.Failed = !At(parent, folder.Path, handle =>
        {
            if (planned.Existing is { IsFolder: false }) handle.Remove(folder.Name.Bytes, isFolder: false);
            if (!folder.WasThere && !handle.TryMakeFolder(folder.Name.Bytes)) folder.WasThere = true;
        });
        folder.Exists = !folder.Failed;
        if (folder.Failed || planned.Existing is not { IsFolder: true } there) return;
        if (there.Device != _device) _otherFileSystems.TryAdd(there.Device, folder);
        const int all = 0x1C0;
        if (!_isRoot && (there.Mode & all) != all) At(folder, folder.Path, handle => RawTarget.ChangeMode(handle.Descriptor, handle.Path, (uint)(there.Mode | all)));
    }

    private void RestoreFile(TargetFolder folder, PlannedStep planned)
    {
        var (node, existing) = (planned.Step.Node!, planned.Existing);
        var first = _links.FirstOrRemember(folder, node);
        _report.Planned(first is null ? (long)Math.Min(node.Size, long.MaxValue) : 0);
        if (existing is { IsFolder: true } there)
        {
            var isGone = false;
            At(folder, planned.Step.Path, handle => isGone = _removal.Remove(handle, node.Name, there, planned.Step.Path));
            if (!isGone)
            {
                _report.Failed(planned.Step.Path, "Not restored: the folder in its place could not be removed.");
                return;
            }
            existing = null;
        }
        if (first is not null) _otherNames.Add(new OtherName(folder, node, existing, first));
        else _batch.Add(NewFile(folder, node, existing));
    }

    private RestoringFile NewFile(TargetFolder folder, Node node, RawTargetEntry? existing) => new(folder, node, existing)
    {
        Deed = existing is not { } there ? FileDeed.New : _request.InPlace && there.IsFile && _links.MayWriteInPlace(node, there) ? FileDeed.InPlace : FileDeed.Beside,
    };

    private async Task FinishBatchAsync(CancellationToken stop)
    {
        await _batch.RunAsync(stop);
        _batch = NewBatch();
        foreach (var other in _otherNames)
            if (!TryLink(other)) _batch.Add(NewFile(other.Folder, other.Node, other.Existing));
        _otherNames.Clear();
        await _batch.RunAsync(stop);   // names that could not be links: files of their own
        _batch = NewBatch();
        foreach (var (folder, planned) in _removals)
            At(folder, planned.Step.Path, handle => _removal.Remove(handle, planned.Step.Path.Name, planned.Existing!.Value, planned.Step.Path));
        _removals.Clear();
        foreach (var folder in _done) Leave(folder);
        _done.Clear();
    }

    /// <returns>False where the file system, or the number of names, does not allow one more.</returns>
    private bool TryLink(OtherName other)
    {
        try
        {
            var from = _folders.Enter(other.First.Folder);
            try
            {
                var to = _folders.Enter(other.Folder);
                try { Link(from, other.First.Node.Name, to, other.Node.Name); }
                finally { _folders.Leave(other.Folder); }
            }
            finally { _folders.Leave(other.First.Folder); }
            _report.Finished();
        }
        catch (SystemCallException e) when (e.Errno is Errno.NotPermitted or Errno.CrossDevice or Errno.NotSupported or Errno.ManyLinks or Errno.NoEntry)
        {
            _report.Notice("links", "Names of one file became files of their own: the file system of the target does not link them");
            return false;
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e)) { _report.Failed(other.Folder.Path.Then(other.Node.Name), e.Message); }
        return true;
    }

    private static void Link(RawTarget from, RawName first, RawTarget to, RawName name)
    {
        if (to.Stat(name.Bytes) is { } there)
        {
            if (from.Stat(first.Bytes) is { } wanted && (wanted.Device, wanted.Inode) == (there.Device, there.Inode)) return;
        }
        else if (from.TryHardLink(first.Bytes, to, name.Bytes)) return;
        var work = RestoringFiles.NewWorkName();
        from.TryHardLink(first.Bytes, to, work.Bytes);
        try { to.Rename(work.Bytes, name.Bytes); }
        catch (SystemCallException)
        {
            to.Remove(work.Bytes, isFolder: false);
            throw;
        }
    }

    private void Leave(TargetFolder folder)
    {
        if (folder is { Exists: true, Failed: false, GetsMetadata: true, Node: { } node })
        {
            if (At(folder, folder.Path, handle => _metadata.Apply(handle.Descriptor, handle.Path, folder.Path, node))) _report.Finished();
        }
        if (_files.SyncEach && folder.Exists) At(folder, folder.Path, handle => handle.Sync());
        _folders.Close(folder);
    }

    /// <returns>False, and it is reported, if it failed.</returns>
    private bool At(TargetFolder folder, SnapshotPath path, Action<RawTarget> deed)
    {
        try
        {
            var handle = _folders.Enter(folder);
            try { deed(handle); }
            finally { _folders.Leave(folder); }
            return true;
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e))
        {
            _report.Failed(path, e.Message);
            return false;
        }
    }

    private ContentBatch NewBatch() => new(_repository, _readers, _files, _folders, _report, _request);
}
