using System.Collections;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message is one of these.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(messages.ToArray(), Take<object>(null, null, cancellationToken).Message);

    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(messages.ToArray(), (await TakeAsync<object>(null, null, cancellationToken).ConfigureAwait(false)).Message);

    /// <summary>The next messages are these, each once, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => AllOf(messages, RemainingOrDefault, CancellationToken.None);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(messages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => AllOf(messages, Dilated(max), CancellationToken.None);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(messages, Dilated(max), cancellationToken);

    /// <summary>Takes messages until one fits; drops the others.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, [], max, hint, cancellationToken);

    /// <param name="allMessages">Gets those that did not fit.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var patience = RemainingOrDilated(max);
        for (var end = Now + patience; ;)
        {
            var came = TryReceiveOne(out var envelope, end - Now, cancellationToken);
            if (Caught(isMessage, came, envelope, allMessages, patience, hint))
                return (T)envelope.Message;
        }
    }

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, [], max, hint, cancellationToken);

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var patience = RemainingOrDilated(max);
        for (var end = Now + patience; ;)
        {
            var (came, envelope) = await TryReceiveOneAsync(end - Now, cancellationToken).ConfigureAwait(false);
            if (Caught(isMessage, came, envelope, allMessages, patience, hint))
                return (T)envelope.Message;
        }
    }

    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await FishForMessageAsync<T>(_ => true, max, "", cancellationToken).ConfigureAwait(false);

    private T AnyOf<T>(T[] wanted, object message)
    {
        var found = message is T typed && wanted.Contains(typed);
        _assertions.AssertTrue(found, "Failed: Expected one of {0}, but received {1}", string.Join(", ", wanted), message);
        return (T)message;
    }

    private T[] AllOf<T>(IReadOnlyCollection<T> wanted, TimeSpan patience, CancellationToken stop)
    {
        var received = TakeN(wanted.Count, patience, stop);
        var unexpected = new List<object>(received);
        var missing = wanted.Where(one => !unexpected.Remove(one)).ToArray();
        _assertions.AssertTrue(missing.Length == 0, "Failed: not found {0}, unexpected {1}", string.Join(", ", missing), string.Join(", ", unexpected));
        return [.. received.Cast<T>()];
    }

    private bool Caught<T>(Predicate<T> isMessage, bool came, MessageEnvelope envelope, ArrayList others, TimeSpan patience, string hint)
    {
        if (!came)
            _assertions.Fail("Timeout ({0}) during fishForMessage {1}", patience, hint ?? "");
        if (envelope.Message is T typed && isMessage(typed))
            return true;
        others?.Add(envelope.Message);
        return false;
    }
}
