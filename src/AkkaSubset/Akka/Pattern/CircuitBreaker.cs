using System.Diagnostics;
using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Lets calls through until so many failed in a row, then none for a while, then one to try. Safe for concurrent use.</summary>
/// <remarks>A call that takes too long counts as a failure, and its caller still gets its result.</remarks>
public class CircuitBreaker
{
    private readonly Lock _gate = new();
    private State _state = State.Closed;
    private int _failures;
    private bool _trying;
    private long _openedAt;
    private Exception _lastFailure = new TimeoutException("No call has failed yet.");

    /// <param name="scheduler">Says when the reset timeout is over.</param>
    /// <param name="maxFailures">So many failures in a row open the breaker; at least 1.</param>
    /// <param name="callTimeout">A call that takes longer has failed.</param>
    /// <param name="resetTimeout">From opening to the trial call.</param>
    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
    {
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
    }

    private enum State { Closed, Open, HalfOpen }

    public IScheduler Scheduler { get; }
    public int MaxFailures { get; }
    public TimeSpan CallTimeout { get; }
    public TimeSpan ResetTimeout { get; }
    public bool IsClosed => Is(State.Closed);
    public bool IsOpen => Is(State.Open);
    public bool IsHalfOpen => Is(State.HalfOpen);

    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <exception cref="OpenCircuitException">The breaker is open; <paramref name="body"/> did not run.</exception>
    public async Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)
    {
        Enter();
        var start = Stopwatch.GetTimestamp();
        T result;
        try
        {
            result = await body().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Failed(e);
            throw;
        }

        if (Stopwatch.GetElapsedTime(start) >= CallTimeout) Failed(new TimeoutException($"The call took longer than {CallTimeout}."));
        else Succeeded();
        return result;
    }

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(async () =>
    {
        await body().ConfigureAwait(false);
        return true;
    });

    private bool Is(State state)
    {
        lock (_gate) return _state == state;
    }

    private void Enter()
    {
        lock (_gate)
        {
            if (_state == State.Closed) return;
            if (_state == State.HalfOpen && !_trying)
            {
                _trying = true;
                return;
            }

            var remaining = _state == State.Open ? ResetTimeout - Stopwatch.GetElapsedTime(_openedAt) : TimeSpan.Zero;
            throw new OpenCircuitException(
                $"The circuit breaker is open after {MaxFailures} failures, the last: {_lastFailure.Message}", _lastFailure,
                remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
            // A call that began before the breaker opened says nothing about now.
            if (_state == State.HalfOpen) (_state, _trying) = (State.Closed, false);
        }
    }

    private void Failed(Exception failure)
    {
        lock (_gate)
        {
            _lastFailure = failure;
            if (_state == State.Open || (_state == State.Closed && ++_failures < MaxFailures)) return;
            (_state, _trying, _failures, _openedAt) = (State.Open, false, 0, Stopwatch.GetTimestamp());
        }

        Scheduler.Advanced.ScheduleOnce(ResetTimeout, Try);
    }

    private void Try()
    {
        lock (_gate) _state = State.HalfOpen;
    }
}
