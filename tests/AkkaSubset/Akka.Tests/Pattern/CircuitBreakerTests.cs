using Akka.Actor;
using Akka.Pattern;

namespace Akka.Tests.Pattern;

public sealed class CircuitBreakerTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly ActorSystem _system = ActorSystem.Create("breaker", "akka.loglevel = OFF");

    [Fact]
    public async Task Gives_the_result_of_a_call()
    {
        Assert.Equal(7, await Breaker(Long, Long).WithCircuitBreaker(() => Task.FromResult(7)));
    }

    [Fact]
    public async Task Opens_after_so_many_failures_in_a_row()
    {
        var breaker = Breaker(Long, Long);

        await FailAsync(breaker, times: 3);

        Assert.True(breaker.IsOpen);
    }

    [Fact]
    public async Task Starts_to_count_anew_after_a_success()
    {
        var breaker = Breaker(Long, Long);

        await FailAsync(breaker, times: 2);
        await breaker.WithCircuitBreaker(() => Task.CompletedTask);
        await FailAsync(breaker, times: 2);

        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public async Task Makes_no_call_while_it_is_open()
    {
        var breaker = Breaker(Long, Long);
        await FailAsync(breaker, times: 3);

        var calls = 0;
        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult(++calls)));

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Closes_when_the_trial_call_succeeds()
    {
        var breaker = await HalfOpenAsync();

        await breaker.WithCircuitBreaker(() => Task.CompletedTask);

        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public async Task Lets_one_call_at_a_time_try()
    {
        var breaker = await HalfOpenAsync();
        var trial = new TaskCompletionSource();

        var first = breaker.WithCircuitBreaker(() => trial.Task);
        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.CompletedTask));

        trial.SetResult();
        await first;
    }

    [Fact]
    public async Task Counts_a_call_that_took_too_long_as_a_failure_and_gives_its_result()
    {
        var breaker = Breaker(callTimeout: TimeSpan.Zero, Long);

        for (var i = 0; i < 3; i++) Assert.Equal(7, await breaker.WithCircuitBreaker(() => Task.FromResult(7)));

        Assert.True(breaker.IsOpen);
    }

    public void Dispose() => _system.Terminate().Wait(TimeSpan.FromSeconds(10));

    private CircuitBreaker Breaker(TimeSpan callTimeout, TimeSpan resetTimeout) =>
        CircuitBreaker.Create(_system.Scheduler, maxFailures: 3, callTimeout, resetTimeout);

    private async Task<CircuitBreaker> HalfOpenAsync()
    {
        var breaker = Breaker(Long, TimeSpan.FromMilliseconds(20));
        await FailAsync(breaker, times: 3);
        Assert.True(SpinWait.SpinUntil(() => breaker.IsHalfOpen, TimeSpan.FromSeconds(10)));
        return breaker;
    }

    private static async Task FailAsync(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => breaker.WithCircuitBreaker(() => Task.FromException(new InvalidOperationException("no"))));
    }
}
