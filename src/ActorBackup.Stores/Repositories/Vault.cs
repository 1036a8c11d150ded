using ActorBackup.Core.Stores;
using ActorBackup.Linux;
using ActorBackup.Repository;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Sharing;

namespace ActorBackup.Stores.Repositories;

/// <summary>An open repository with what one store object knows of it. Stands for the repository whose identity was checked, until it is gone from its place.</summary>
internal sealed class Vault : IAsyncDisposable
{
    private readonly FileStatus _mark;

    /// <param name="mark">The file <c>config</c> as it was when it was opened: another one there means another repository.</param>
    public Vault(OpenRepository repository, StoreName store, FileStatus mark, Action<string> warn)
    {
        (Repository, _mark, Group) = (repository, mark, new CaptureGroup(repository));
        Exclusive = new ExclusiveWork(Group, repository.Options.Clock);
        Upkeep = new Upkeep(repository, PruneOptions.Daily(repository.Options.PackBytes));
        Catalog = new SnapshotCatalog(repository, store, warn);
        Identity = new StoreIdentity(repository.Config.Id.ToString());
    }

    public OpenRepository Repository { get; }

    /// <summary>Captures that come while one is running share its lock, packs and index file.</summary>
    public CaptureGroup Group { get; }

    public ExclusiveWork Exclusive { get; }

    public Upkeep Upkeep { get; }

    public SnapshotCatalog Catalog { get; }

    public DeferredTags Deferred { get; } = new();

    public StoreIdentity Identity { get; }

    public string Location => Repository.Backend.Location;

    /// <summary>The folder still shows the repository that was opened.</summary>
    public bool IsInPlace => Mark(Location) is { } now && now.IsSameFileAs(_mark) && now.ModifiedNanos == _mark.ModifiedNanos;

    /// <summary>The file <c>config</c> of a repository in this folder; null if there is none.</summary>
    /// <exception cref="SystemCallException"/>
    public static FileStatus? Mark(string location) => FileStatus.Of(Path.Join(location, "config"), follow: true) is { IsFile: true } config ? config : null;

    public async ValueTask DisposeAsync()
    {
        await Group.DisposeAsync();
        Exclusive.Dispose();
        Catalog.Dispose();
        await Repository.DisposeAsync();
    }
}
