using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Keeps the test actor the implied sender after an await too, whatever thread the test goes on with.</summary>
internal sealed class CellKeepingContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object state) => ThreadPool.UnsafeQueueUserWorkItem(_ => Run(d, state), null);

    public override void Send(SendOrPostCallback d, object state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => new CellKeepingContext(cell);

    private void Run(SendOrPostCallback d, object state)
    {
        var (outerContext, outerCell) = (Current, ActorCell.Current);
        SetSynchronizationContext(this);
        ActorCell.Current = cell;
        try
        {
            d(state);
        }
        finally
        {
            ActorCell.Current = outerCell;
            SetSynchronizationContext(outerContext);
        }
    }
}
