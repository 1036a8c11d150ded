namespace Akka.Persistence.TestKit;

public static class SnapshotStoreInterceptors
{
    public sealed class Noop : ISnapshotStoreInterceptor
    {
        public static readonly ISnapshotStoreInterceptor Instance = new Noop();
        public Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.CompletedTask;
    }

    public sealed class Failure : ISnapshotStoreInterceptor
    {
        public static readonly ISnapshotStoreInterceptor Instance = new Failure();

        public Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
            Task.FromException(new TestSnapshotStoreFailureException("The test asked the snapshot store to fail."));
    }

    public sealed class Delay(TimeSpan delay, ISnapshotStoreInterceptor next) : ISnapshotStoreInterceptor
    {
        public async Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria)
        {
            await Task.Delay(delay, TimeProvider.System).ConfigureAwait(false);
            await next.InterceptAsync(persistenceId, criteria).ConfigureAwait(false);
        }
    }

    public sealed class OnCondition : ISnapshotStoreInterceptor
    {
        private readonly Func<string, SnapshotSelectionCriteria, Task<bool>> _predicate;
        private readonly ISnapshotStoreInterceptor _next;
        private readonly bool _negate;

        public OnCondition(Func<string, SnapshotSelectionCriteria, bool> predicate, ISnapshotStoreInterceptor next, bool negate = false)
            : this((id, criteria) => Task.FromResult(predicate(id, criteria)), next, negate) { }

        public OnCondition(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate, ISnapshotStoreInterceptor next, bool negate = false) =>
            (_predicate, _next, _negate) = (predicate, next, negate);

        public async Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria)
        {
            if (await _predicate(persistenceId, criteria).ConfigureAwait(false) == _negate) return;
            await _next.InterceptAsync(persistenceId, criteria).ConfigureAwait(false);
        }
    }
}
