namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the innermost <c>Within</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end ? end - Now : throw new InvalidOperationException("Remaining is only known inside of Within.");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public TimeSpan Dilated(TimeSpan duration) => duration == Timeout.InfiniteTimeSpan ? duration : duration * TestKitSettings.TestTimeFactor;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration switch
    {
        null => RemainingOrDefault,
        { } given when given == Timeout.InfiniteTimeSpan => throw new ArgumentException("An expectation cannot wait for ever.", nameof(duration)),
        { } given => Dilated(given),
    };

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? RemainingOrDefault;

    /// <summary>Fails if the code takes longer; expectations inside wait no longer than what is left.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <param name="min">Fails if the code takes less.</param>
    /// <param name="epsilonValue">Forgiven at both ends.</param>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) => Within(
        min,
        max,
        () =>
        {
            action();
            return true;
        },
        hint,
        epsilonValue,
        cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var (outer, start, allowed) = BeginWithin(min, max);
        try
        {
            var result = function();
            CheckWithin(start, min, allowed, hint, epsilonValue);
            return result;
        }
        finally
        {
            _end = outer;
        }
    }

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) => WithinAsync(
        min,
        max,
        async () =>
        {
            await actionAsync();
            return true;
        },
        hint,
        epsilonValue,
        cancellationToken);

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var (outer, start, allowed) = BeginWithin(min, max);
        try
        {
            var result = await function();
            CheckWithin(start, min, allowed, hint, epsilonValue);
            return result;
        }
        finally
        {
            _end = outer;
        }
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - Now : duration;

    private (TimeSpan? Outer, TimeSpan Start, TimeSpan Allowed) BeginWithin(TimeSpan min, TimeSpan max)
    {
        var (outer, start) = (_end, Now);
        var left = outer is { } end ? end - start : TimeSpan.MaxValue;
        _assertions.AssertTrue(left >= min, "Required min time {0} not possible, only {1} left.", min, left);

        var allowed = TimeSpan.FromTicks(Math.Min(Dilated(max).Ticks, left.Ticks));
        (_end, _lastWasNoMsg) = (start + allowed, false);
        return (outer, start, allowed);
    }

    private void CheckWithin(TimeSpan start, TimeSpan min, TimeSpan allowed, string hint, TimeSpan? epsilon)
    {
        var (took, slack) = (Now - start, epsilon ?? TimeSpan.Zero);
        _assertions.AssertTrue(took + slack >= min, "Block took {0}, should have been at least {1}. {2}", took, min, hint ?? "");
        if (!_lastWasNoMsg)
            _assertions.AssertTrue(took <= allowed + slack, "Block took {0}, exceeding {1}. {2}", took, allowed, hint ?? "");
    }
}
