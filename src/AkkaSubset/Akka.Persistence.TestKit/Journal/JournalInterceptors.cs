namespace Akka.Persistence.TestKit;

public static class JournalInterceptors
{
    public sealed class Noop : IJournalInterceptor
    {
        public static readonly IJournalInterceptor Instance = new Noop();
        public Task InterceptAsync(IPersistentRepresentation message) => Task.CompletedTask;
    }

    /// <summary>The whole request fails; what is written of it is unknown to the actor.</summary>
    public sealed class Failure : IJournalInterceptor
    {
        public static readonly IJournalInterceptor Instance = new Failure();

        public Task InterceptAsync(IPersistentRepresentation message) =>
            Task.FromException(new TestJournalFailureException("The test asked the journal to fail."));
    }

    /// <summary>The atomic write of the event is not written; the actor is told so and goes on.</summary>
    public sealed class Rejection : IJournalInterceptor
    {
        public static readonly IJournalInterceptor Instance = new Rejection();

        public Task InterceptAsync(IPersistentRepresentation message) =>
            Task.FromException(new TestJournalRejectionException("The test asked the journal to reject."));
    }

    public sealed class Delay(TimeSpan delay, IJournalInterceptor next) : IJournalInterceptor
    {
        public async Task InterceptAsync(IPersistentRepresentation message)
        {
            await Task.Delay(delay, TimeProvider.System).ConfigureAwait(false);
            await next.InterceptAsync(message).ConfigureAwait(false);
        }
    }

    public sealed class OnCondition : IJournalInterceptor
    {
        private readonly Func<IPersistentRepresentation, Task<bool>> _predicate;
        private readonly IJournalInterceptor _next;
        private readonly bool _negate;

        public OnCondition(Func<IPersistentRepresentation, bool> predicate, IJournalInterceptor next, bool negate = false)
            : this(message => Task.FromResult(predicate(message)), next, negate) { }

        public OnCondition(Func<IPersistentRepresentation, Task<bool>> predicate, IJournalInterceptor next, bool negate = false) =>
            (_predicate, _next, _negate) = (predicate, next, negate);

        public async Task InterceptAsync(IPersistentRepresentation message)
        {
            if (await _predicate(message).ConfigureAwait(false) != _negate) await _next.InterceptAsync(message).ConfigureAwait(false);
        }
    }

    /// <summary>For events of <paramref name="messageType"/> and what derives from it.</summary>
    public sealed class OnType(Type messageType, IJournalInterceptor next) : IJournalInterceptor
    {
        public Task InterceptAsync(IPersistentRepresentation message) =>
            messageType.IsInstanceOfType(message.Payload) ? next.InterceptAsync(message) : Task.CompletedTask;
    }
}
