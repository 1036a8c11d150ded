namespace Akka.Persistence.TestKit;

/// <summary>Sees an event before it is written or replayed, and may delay it or throw.</summary>
public interface IJournalInterceptor
{
    Task InterceptAsync(IPersistentRepresentation message);
}

public interface IJournalBehaviorSetter
{
    /// <summary>Done when the journal uses <paramref name="interceptor"/>.</summary>
    Task SetInterceptorAsync(IJournalInterceptor interceptor);
}
