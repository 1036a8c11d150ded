using Akka.Actor;
using Akka.Persistence;

namespace ActorBackup.Benchmarks;

/// <summary>Told to go, persists so many events one after the other and then answers.</summary>
internal sealed class PersistingActor : ReceivePersistentActor
{
    // The size of a usual event of a source.
    private static readonly byte[] Event = new byte[200];
    private readonly int _events;

    public PersistingActor(string id, int events)
    {
        (PersistenceId, _events) = (id, events);
        Recover<byte[]>(_ => { });
        Command<string>(text => text == "go", _ => Next(_events, Sender));
        Command<string>(_ => Sender.Tell("here"));
        Command<Step>(step => Next(step.Left, step.Asker));
    }

    public override string PersistenceId { get; }

    private void Next(int left, IActorRef asker)
    {
        if (left == 0) asker.Tell("done");
        else Persist(Event, _ => Self.Tell(new Step(left - 1, asker)));
    }

    private sealed record Step(int Left, IActorRef Asker);
}
