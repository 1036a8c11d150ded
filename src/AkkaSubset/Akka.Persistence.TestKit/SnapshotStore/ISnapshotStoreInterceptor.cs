namespace Akka.Persistence.TestKit;

/// <summary>Sees a request before it is carried out, and may delay it or throw.</summary>
public interface ISnapshotStoreInterceptor
{
    Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria);
}

public interface ISnapshotStoreBehaviorSetter
{
    /// <summary>Done when the store uses <paramref name="interceptor"/>.</summary>
    Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor);
}
