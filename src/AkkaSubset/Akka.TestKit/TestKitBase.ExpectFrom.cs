using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message is a <typeparamref name="T"/> of that sender.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        From(sender, Take<T>(duration, hint, cancellationToken), hint).Message;

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, From(sender, Take<T>(timeout, hint, cancellationToken), hint), hint);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Matching((message, _) => isMessage(message), From(sender, Take<T>(timeout, hint, cancellationToken), hint), hint);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Asserted((message, _) => assertMessage(message), From(sender, Take<T>(timeout, hint, cancellationToken), hint));

    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Matching((message, sender) => isSender(sender) && isMessage(message), Take<T>(timeout, hint, cancellationToken), hint);

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        From(sender, await TakeAsync<T>(duration, hint, cancellationToken).ConfigureAwait(false), hint).Message;

    public async ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Equal(message, From(sender, await TakeAsync<T>(timeout, hint, cancellationToken).ConfigureAwait(false), hint), hint);

    private Received<T> From<T>(IActorRef sender, Received<T> received, string hint)
    {
        _assertions.AssertEqual(sender, received.Sender, "{0}", hint ?? "");
        return received;
    }
}
