using Akka.Actor;

namespace ActorBackup.Benchmarks;

/// <summary>Counts what it is told and says when it is enough.</summary>
internal sealed class CountingActor : ReceiveActor
{
    private int _left;

    public CountingActor(int enough, TaskCompletionSource done)
    {
        _left = enough;
        ReceiveAny(_ =>
        {
            if (--_left == 0) done.SetResult();
        });
    }
}
