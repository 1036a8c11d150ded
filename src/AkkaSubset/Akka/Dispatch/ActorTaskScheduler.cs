using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>Runs the pieces of asynchronous handlers on their actor's turn, so that state and context are its own after an await too.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    public override int MaximumConcurrencyLevel => 1;

    /// <inheritdoc cref="RunTask(Func{Task})"/>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Starts the task and keeps the actor from other messages until it is done; a failure is the actor's.</summary>
    /// <exception cref="InvalidOperationException">Called outside of an actor.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current
            ?? throw new InvalidOperationException("RunTask must be called by an actor: there is no active ActorContext here.");

        cell.Mailbox.BeginAwait();
        Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, cell.TaskScheduler)
            .Unwrap()
            .ContinueWith(done => Finish(cell, done), CancellationToken.None, TaskContinuationOptions.None, cell.TaskScheduler);
    }

    protected override void QueueTask(Task task) => _cell.SendSystemMessage(new ActorTask(() => TryExecuteTask(task)));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ActorCell.Current == _cell && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private static void Finish(ActorCell cell, Task done)
    {
        cell.Mailbox.EndAwait();
        cell.FinishAwait(done.IsCanceled ? new TaskCanceledException(done) : done.Exception?.InnerException);
    }
}
