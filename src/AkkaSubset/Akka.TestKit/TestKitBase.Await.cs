namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Tries until the assertion holds; after the time its last failure is the test's.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        for (var end = Now + RemainingOrDilated(duration); ;)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                Pause(interval, end, cancellationToken);
            }
        }
    }

    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) => AwaitAssertAsync(
        () =>
        {
            assertion();
            return Task.CompletedTask;
        },
        duration,
        interval,
        cancellationToken);

    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        for (var end = Now + RemainingOrDilated(duration); ;)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                await PauseAsync(interval, end, cancellationToken);
            }
        }
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Tries until the condition holds; fails after the time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default)
    {
        var patience = RemainingOrDilated(max);
        for (var end = Now + patience; !conditionIsFulfilled(); Pause(interval, end, cancellationToken))
            FailAfter(end, patience, message);
    }

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default)
    {
        var patience = RemainingOrDilated(max);
        for (var end = Now + patience; !await conditionIsFulfilled(); await PauseAsync(interval, end, cancellationToken))
            FailAfter(end, patience, message);
    }

    /// <summary>False if the condition does not hold in time.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        for (var end = Now + Dilated(max); !conditionIsFulfilled(); Pause(interval, end, cancellationToken))
        {
            if (Now >= end)
                return false;
        }

        return true;
    }

    private static TimeSpan Next(TimeSpan? interval, TimeSpan end)
    {
        var pause = Shorter(end - Now, interval ?? DefaultInterval);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    private static void Pause(TimeSpan? interval, TimeSpan end, CancellationToken stop)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(Next(interval, end), stop);
    }

    private static Task PauseAsync(TimeSpan? interval, TimeSpan end, CancellationToken stop) =>
        Task.Delay(Next(interval, end), TimeProvider.System, stop);

    private void FailAfter(TimeSpan end, TimeSpan patience, string message)
    {
        if (Now >= end)
            _assertions.Fail("Timeout {0} expired while waiting for condition.{1}", patience, message is null ? "" : $" Message: {message}");
    }
}
