using Akka.Actor;
using Akka.Persistence.Snapshot;

namespace Akka.Persistence.TestKit;

/// <summary>An in-memory snapshot store that does what the test says. Configured as <c>akka.persistence.snapshot-store.test</c>.</summary>
public class TestSnapshotStore : MemorySnapshotStore
{
    private volatile ISnapshotStoreInterceptor _onSave = SnapshotStoreInterceptors.Noop.Instance;
    private volatile ISnapshotStoreInterceptor _onLoad = SnapshotStoreInterceptors.Noop.Instance;
    private volatile ISnapshotStoreInterceptor _onDelete = SnapshotStoreInterceptors.Noop.Instance;

    /// <summary>The face of the store that runs as <paramref name="actor"/>.</summary>
    public static ITestSnapshotStore FromRef(IActorRef actor) => new Face(actor);

    protected override async Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _onLoad.InterceptAsync(persistenceId, criteria).ConfigureAwait(false);
        return await base.LoadAsync(persistenceId, criteria).ConfigureAwait(false);
    }

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        await _onSave.InterceptAsync(metadata.PersistenceId, ThatOne(metadata)).ConfigureAwait(false);
        await base.SaveAsync(metadata, snapshot).ConfigureAwait(false);
    }

    protected override async Task DeleteAsync(SnapshotMetadata metadata)
    {
        await _onDelete.InterceptAsync(metadata.PersistenceId, ThatOne(metadata)).ConfigureAwait(false);
        await base.DeleteAsync(metadata).ConfigureAwait(false);
    }

    protected override async Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _onDelete.InterceptAsync(persistenceId, criteria).ConfigureAwait(false);
        await base.DeleteAsync(persistenceId, criteria).ConfigureAwait(false);
    }

    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case UseSaveInterceptor use: _onSave = use.Interceptor; break;
            case UseLoadInterceptor use: _onLoad = use.Interceptor; break;
            case UseDeleteInterceptor use: _onDelete = use.Interceptor; break;
            default: return base.ReceivePluginInternal(message);
        }

        Sender.Tell(Ack.Instance, Self);
        return true;
    }

    private static SnapshotSelectionCriteria ThatOne(SnapshotMetadata metadata) =>
        new(metadata.SequenceNr, metadata.Timestamp, metadata.SequenceNr, metadata.Timestamp);

    public sealed class UseSaveInterceptor(ISnapshotStoreInterceptor interceptor)
    {
        public ISnapshotStoreInterceptor Interceptor { get; } = interceptor;
    }

    public sealed class UseLoadInterceptor(ISnapshotStoreInterceptor interceptor)
    {
        public ISnapshotStoreInterceptor Interceptor { get; } = interceptor;
    }

    public sealed class UseDeleteInterceptor(ISnapshotStoreInterceptor interceptor)
    {
        public ISnapshotStoreInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Answers the three above: from now on the interceptor is used.</summary>
    public sealed class Ack
    {
        public static readonly Ack Instance = new();
    }

    private sealed class Face(IActorRef store) : ITestSnapshotStore
    {
        public SnapshotStoreSaveBehavior OnSave { get; } = new(new Setter(store, i => new UseSaveInterceptor(i)));
        public SnapshotStoreLoadBehavior OnLoad { get; } = new(new Setter(store, i => new UseLoadInterceptor(i)));
        public SnapshotStoreDeleteBehavior OnDelete { get; } = new(new Setter(store, i => new UseDeleteInterceptor(i)));
    }

    private sealed class Setter(IActorRef store, Func<ISnapshotStoreInterceptor, object> message) : ISnapshotStoreBehaviorSetter
    {
        public Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor) => store.Ask<Ack>(message(interceptor), TimeSpan.FromSeconds(10));
    }
}
