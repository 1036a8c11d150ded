using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Repository;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Stores.Repositories;

/// <summary>One snapshot about to be listed.</summary>
internal sealed class Commit(Vault vault, CommitRules rules, SourceLocation source, SideCar sideCar, IClaim claim)
{
    private Snapshot Snapshot => sideCar.Snapshot;

    /// <exception cref="StoreException">NotOwner: the right to act has ended.</exception>
    public void Demand()
    {
        if (!claim.Holds)
            throw new StoreException(StoreFailure.NotOwner, $"store {rules.Store}: this node's ownership of {source.Id} ended before snapshot {Snapshot.Id} was written; it is not stored");
    }

    /// <summary>The snapshot file of content that is whole. To be called under the lock.</summary>
    public async Task<SnapshotDocument> FinishAsync(ContentBackup content, CancellationToken stop)
    {
        await RefuseAsync(stop);
        var result = await content.FinishAsync(StoredNode.Of(sideCar, rules.Zone), stop);
        Demand();
        return Document(result.Root, result.Summary);
    }

    public SnapshotDocument Document(Repository.Ids.TreeId tree, SnapshotSummary summary)
    {
        var options = vault.Repository.Options;
        return new SnapshotDocument(NodeTime.From(TimeZoneInfo.ConvertTime(Snapshot.TakenAt, rules.Zone)), tree, [sideCar.SourcePath])
        {
            Hostname = options.Hostname,
            Username = options.Username,
            Tags = SnapshotTags.Write(sideCar, new StoredCopy(rules.Store, "", Snapshot.Bytes), [], revision: 0),
            ProgramVersion = rules.ProgramVersion,
            Summary = summary,
        };
    }

    public StoredCopy Done(StoredSnapshot? stored)
    {
        if (stored is null) throw new InvalidOperationException("A commit that gave a document has a snapshot.");
        vault.Catalog.Add(stored);
        return new StoredCopy(rules.Store, CatalogEntry.HandleOf(stored), Snapshot.Bytes);
    }

    /// <summary>Of a shared source another node may have stored it; of others only this process.</summary>
    public async Task RefuseAsync(CancellationToken stop)
    {
        if (source.Shared || !vault.Catalog.IsLoaded) await vault.Catalog.RefreshAsync(stop);
        if (vault.Catalog.Find(source.Id, Snapshot.Id, null) is not null)
            throw new StoreException(StoreFailure.Transient, $"store {rules.Store}: snapshot {Snapshot.Id} of {source.Id} is there already; take another id");
    }
}
