namespace Akka.Actor;

/// <summary>Telling the outcome of a task: the natural way to use one from an actor.</summary>
/// <remarks>The outcome is the task's result, or what <c>success</c> makes of it; a failure or cancellation is a
/// <see cref="Status.Failure"/>, or what <c>failure</c> makes of the exception. Nothing is told where <c>success</c> is missing and the
/// task has no result. The sender defaults to none.</remarks>
public static class PipeToSupport
{
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure, useConfigureAwait: false);

    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure, useConfigureAwait);

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, sender, success, failure, useConfigureAwait: false);

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, sender, success, failure, useConfigureAwait);

    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure, useConfigureAwait: false);

    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure, useConfigureAwait);

    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, sender, success, failure, useConfigureAwait: false);

    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, sender, success, failure, useConfigureAwait);

    private static async Task Pipe<T>(
        Task<T> task, ICanTell recipient, IActorRef sender, Func<T, object> success, Func<Exception, object> failure, bool useConfigureAwait)
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            var result = await task.ConfigureAwait(useConfigureAwait);
            recipient.Tell(success is null ? result : success(result), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    private static async Task Pipe(
        Task task, ICanTell recipient, IActorRef sender, Func<object> success, Func<Exception, object> failure, bool useConfigureAwait)
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            await task.ConfigureAwait(useConfigureAwait);
            if (success is not null)
                recipient.Tell(success(), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }
}
