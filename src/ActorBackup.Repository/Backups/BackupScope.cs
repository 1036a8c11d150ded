using ActorBackup.Linux;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>What all parts of one run share.</summary>
internal sealed class BackupScope(IBackupBlobs blobs, Chunker chunker, TimeProvider clock, ExcludeRules excludes, BackupTally tally, TreeCache? cache, Action<string> warn)
{
    // The times of files are as coarse as the kernel's clock ticks, and some filesystems count whole or even seconds.
    private const int RacySeconds = 2;

    public IBackupBlobs Blobs { get; } = blobs;

    public Chunker Chunker { get; } = chunker;

    public ExcludeRules Excludes { get; } = excludes;

    public EntryReader Entries { get; } = new(clock.LocalTimeZone);

    public BackupTally Tally { get; } = tally;

    public Action<string> Warn { get; } = warn;

    /// <summary>When the previous run started: what changed since, or shortly before, may have changed again after it was read.</summary>
    public NodeTime? PreviousStart { get; init; }

    public bool WasRacy(in RawStatus status) =>
        PreviousStart is { } start && (status.Modified.Seconds > start.Seconds - RacySeconds || status.Changed.Seconds > start.Seconds - RacySeconds);

    /// <summary>So fresh that another write might leave the same times.</summary>
    public bool IsRacyNow(in RawStatus status)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return status.Modified.Seconds >= now - RacySeconds || status.Changed.Seconds >= now - RacySeconds;
    }

    /// <summary>Null if it cannot be read any more: then everything in it is read again.</summary>
    public async ValueTask<Tree?> LoadPreviousAsync(TreeId? id, CancellationToken stop)
    {
        if (id is not { } known) return null;
        if (cache?.Find(known) is { } kept) return kept;
        try
        {
            var tree = await Blobs.LoadTreeAsync(known, stop);
            cache?.Keep(known, tree);
            return tree;
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Missing or RepositoryFailure.Damaged)
        {
            Warn($"A folder of the previous snapshot cannot be read, so everything in it is read again from its source. {e.Message}");
            return null;
        }
    }

    public async ValueTask<TreeId> StoreAsync(Tree tree, CancellationToken stop)
    {
        var bytes = TreeFormat.Write(tree);
        var (id, isNew) = await Blobs.AddAsync(BlobType.Tree, bytes, stop);
        if (isNew) Tally.Stored(BlobType.Tree, bytes.Length);
        var stored = new TreeId(id.Value);
        cache?.Keep(stored, tree);
        return stored;
    }
}
