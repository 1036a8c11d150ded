namespace Akka.Actor;

/// <summary>Telling a message and having the answer as a task. Not for use between actors: pipe the task instead.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <param name="messageFactory">Is given the ref that waits for the answer.</param>
    /// <param name="timeout">Null for <c>akka.actor.ask-timeout</c>.</param>
    /// <returns>The answer. Fails with the cause of a <see cref="Status.Failure"/>, with an <see cref="AskTimeoutException"/>, or with an
    /// <see cref="ArgumentException"/> if the answer is no <typeparamref name="T"/>.</returns>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException($"Cannot ask {self}: it belongs to no actor system.", nameof(self));
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);

        var answer = new FutureActorRef<T>(provider);
        answer.Await(timeout ?? provider.Settings.AskTimeout, cancellationToken);
        self.Tell(messageFactory(answer), answer);
        return answer.Task;
    }

    private static IActorRefProvider ProviderOf(ICanTell target) => target switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef actor => actor.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}
