using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends the message and waits for the actor's death; the message must bring it about.</summary>
    /// <returns>True. Fails with a <see cref="TaskCanceledException"/> if the actor is still alive after <paramref name="timeout"/>.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var watched = (IInternalActorRef)target;
        var watcher = new DeathPromise(watched.Provider);
        watched.SendSystemMessage(new Watch(watched, watcher));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await watcher.Task.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            watched.SendSystemMessage(new Unwatch(watched, watcher));
            throw new TaskCanceledException($"{target} did not stop within {timeout}.");
        }
    }

    private sealed class DeathPromise(IActorRefProvider provider) : MinimalActorRef
    {
        private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _dead.Task;
        public override ActorPath Path { get; } = provider.TempPath();
        public override IActorRefProvider Provider { get; } = provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is DeathWatchNotification)
                _dead.TrySetResult();
        }
    }
}
