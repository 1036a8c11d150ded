using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message is a <typeparamref name="T"/>.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Take<T>(duration, hint, cancellationToken).Message;

    /// <summary>The next message equals this one.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, Take<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Matching((message, _) => isMessage(message), Take<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Asserted((message, _) => assert(message), Take<T>(timeout, hint, cancellationToken));

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Matching(isMessageAndSender, Take<T>(timeout, hint, cancellationToken), hint);

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Asserted(assertMessageAndSender, Take<T>(timeout, hint, cancellationToken));

    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default)
    {
        var message = Take<T>(timeout, hint, cancellationToken).Message;
        _assertions.AssertEqual(expected, message, comparer, hint ?? "");
        return message;
    }

    public async ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync<T>(duration, hint, cancellationToken).ConfigureAwait(false)).Message;

    public async ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, await TakeAsync<T>(timeout, hint, cancellationToken).ConfigureAwait(false), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Matching((message, _) => isMessage(message), await TakeAsync<T>(timeout, hint, cancellationToken).ConfigureAwait(false), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Asserted((message, _) => assert(message), await TakeAsync<T>(timeout, hint, cancellationToken).ConfigureAwait(false));

    public async ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Matching(isMessageAndSender, await TakeAsync<T>(timeout, hint, cancellationToken).ConfigureAwait(false), hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Asserted(assertMessageAndSender, await TakeAsync<T>(timeout, hint, cancellationToken).ConfigureAwait(false));

    /// <summary>The next message tells this actor's death.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) => Matching(
        (terminated, _) => terminated.ActorRef.Equals(target), Take<Terminated>(timeout, hint, cancellationToken), hint ?? $"Terminated {target}");

    public async ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) => Matching(
        (terminated, _) => terminated.ActorRef.Equals(target),
        await TakeAsync<Terminated>(timeout, hint, cancellationToken).ConfigureAwait(false),
        hint ?? $"Terminated {target}");

    /// <summary>No message comes for as long as an expectation waits by default.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => Nothing(_queue.Take(RemainingOrDefault, cancellationToken));

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => Nothing(_queue.Take(Dilated(duration), cancellationToken));

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        Nothing(await _queue.TakeAsync(RemainingOrDefault, cancellationToken).ConfigureAwait(false));

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Nothing(await _queue.TakeAsync(Dilated(duration), cancellationToken).ConfigureAwait(false));

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private Received<T> Take<T>(TimeSpan? timeout, string hint, CancellationToken stop)
    {
        var patience = RemainingOrDilated(timeout);
        TryReceiveOne(out var envelope, patience, stop);
        return Typed<T>(envelope, patience, hint);
    }

    private async ValueTask<Received<T>> TakeAsync<T>(TimeSpan? timeout, string hint, CancellationToken stop)
    {
        var patience = RemainingOrDilated(timeout);
        var (_, envelope) = await TryReceiveOneAsync(patience, stop).ConfigureAwait(false);
        return Typed<T>(envelope, patience, hint);
    }

    private Received<T> Typed<T>(MessageEnvelope envelope, TimeSpan patience, string hint)
    {
        if (envelope is NullMessageEnvelope)
            _assertions.Fail("Failed: Timeout {0} while waiting for a message of type {1} {2}", patience, typeof(T), hint ?? "");
        if (envelope.Message is not T)
        {
            _assertions.Fail("Failed: Expected a message of type {0}, but received {{{1}}} (type {2}) instead {3} from {4}",
                typeof(T), envelope.Message, envelope.Message?.GetType(), hint ?? "", envelope.Sender);
        }

        return new Received<T>((T)envelope.Message, envelope.Sender);
    }

    private T Equal<T>(T expected, Received<T> received, string hint)
    {
        _assertions.AssertEqual(expected, received.Message, "{0}", hint ?? "");
        return received.Message;
    }

    private T Matching<T>(Func<T, IActorRef, bool> matches, Received<T> received, string hint)
    {
        _assertions.AssertTrue(matches(received.Message, received.Sender),
            "Got a message of the expected type <{0}>, but it does not fit: {{{1}}} {2}", typeof(T), received.Message, hint ?? "");
        return received.Message;
    }

    private static T Asserted<T>(Action<T, IActorRef> assert, Received<T> received)
    {
        assert(received.Message, received.Sender);
        return received.Message;
    }

    private void Nothing(MessageEnvelope envelope)
    {
        Remember(envelope);
        if (envelope is not null)
            _assertions.Fail("Failed: Expected no messages, instead we received {0}", envelope);
        _lastWasNoMsg = true;
    }

    private readonly record struct Received<T>(T Message, IActorRef Sender);
}
