namespace Akka.Persistence.TestKit;

/// <summary>Says what happens to snapshots that are saved. Each call replaces what the one before it said; its task is done when the store knows.</summary>
public class SnapshotStoreSaveBehavior
{
    protected readonly ISnapshotStoreBehaviorSetter Setter;

    public SnapshotStoreSaveBehavior(ISnapshotStoreBehaviorSetter setter) => Setter = setter;

    public Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor) => Setter.SetInterceptorAsync(interceptor);

    public Task Pass() => SetInterceptorAsync(SnapshotStoreInterceptors.Noop.Instance);

    public Task PassWithDelay(TimeSpan delay) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.Delay(delay, SnapshotStoreInterceptors.Noop.Instance));

    public Task Fail() => SetInterceptorAsync(SnapshotStoreInterceptors.Failure.Instance);
    public Task FailWithDelay(TimeSpan delay) => SetInterceptorAsync(new SnapshotStoreInterceptors.Delay(delay, SnapshotStoreInterceptors.Failure.Instance));

    public Task FailIf(Func<string, SnapshotSelectionCriteria, bool> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, SnapshotStoreInterceptors.Failure.Instance));

    public Task FailIf(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, SnapshotStoreInterceptors.Failure.Instance));

    public Task FailIfWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, bool> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, new SnapshotStoreInterceptors.Delay(delay, SnapshotStoreInterceptors.Failure.Instance)));

    public Task FailIfWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, new SnapshotStoreInterceptors.Delay(delay, SnapshotStoreInterceptors.Failure.Instance)));

    public Task FailUnless(Func<string, SnapshotSelectionCriteria, bool> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, SnapshotStoreInterceptors.Failure.Instance, negate: true));

    public Task FailUnless(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, SnapshotStoreInterceptors.Failure.Instance, negate: true));

    public Task FailUnlessWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, bool> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, new SnapshotStoreInterceptors.Delay(delay, SnapshotStoreInterceptors.Failure.Instance), negate: true));

    public Task FailUnlessWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) =>
        SetInterceptorAsync(new SnapshotStoreInterceptors.OnCondition(predicate, new SnapshotStoreInterceptors.Delay(delay, SnapshotStoreInterceptors.Failure.Instance), negate: true));
}

/// <summary>The same for snapshots that are looked for.</summary>
public class SnapshotStoreLoadBehavior(ISnapshotStoreBehaviorSetter setter) : SnapshotStoreSaveBehavior(setter);

/// <summary>The same for snapshots that are deleted.</summary>
public class SnapshotStoreDeleteBehavior(ISnapshotStoreBehaviorSetter setter) : SnapshotStoreSaveBehavior(setter);
