using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>Keeps texts: each <see cref="Write"/> is an event, and its text is the answer once it is persisted.</summary>
internal sealed class Recorder : ReceivePersistentActor
{
    public sealed record Write(string Text);
    public sealed record WriteAll(params string[] Texts);
    public sealed record Written(string Text);
    public sealed record Texts(params string[] Items);
    public sealed record List;
    public sealed record Numbers(long Last, long Snapshot);
    public sealed record Count;
    public sealed record Checkpoint;
    public sealed record DropCheckpoints(long UpTo);
    public sealed record DropEvents(long UpTo);
    public sealed record Fail(string Why);
    public sealed record WriteAndFail(string Text);

    private readonly List<string> _texts = [];
    private IActorRef _asker = ActorRefs.Nobody;

    public static Props Props(string id, string journal = "", string snapshots = "") =>
        Akka.Actor.Props.Create(() => new Recorder(id, journal, snapshots));

    public Recorder(string id, string journal, string snapshots)
    {
        (PersistenceId, JournalPluginId, SnapshotPluginId) = (id, journal, snapshots);
        Recover<SnapshotOffer>(offer => Reset(((Texts)offer.Snapshot).Items));
        Recover<Written>(e => _texts.Add(e.Text));
        Command<Write>(c => Persist(new Written(c.Text), Keep));
        Command<WriteAll>(c => PersistAll(c.Texts.Select(t => new Written(t)), Keep));
        Command<WriteAndFail>(c =>
        {
            Persist(new Written(c.Text), Keep);
            throw new InvalidOperationException(c.Text);
        });
        Command<List>(_ => Sender.Tell(new Texts([.. _texts])));
        Command<Count>(_ => Sender.Tell(new Numbers(LastSequenceNr, SnapshotSequenceNr)));
        Command<Checkpoint>(_ => Ask(() => SaveSnapshot(new Texts([.. _texts]))));
        Command<DropCheckpoints>(c => Ask(() => DeleteSnapshots(new SnapshotSelectionCriteria(c.UpTo))));
        Command<DropEvents>(c => Ask(() => DeleteMessages(c.UpTo)));
        Command<Fail>(c => throw new InvalidOperationException(c.Why));
        Command<SaveSnapshotSuccess>(m => _asker.Tell(m));
        Command<SaveSnapshotFailure>(m => _asker.Tell(m));
        Command<DeleteSnapshotsSuccess>(m => _asker.Tell(m));
        Command<DeleteSnapshotsFailure>(m => _asker.Tell(m));
        Command<DeleteMessagesSuccess>(m => _asker.Tell(m));
        Command<DeleteMessagesFailure>(m => _asker.Tell(m));
    }

    public override string PersistenceId { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Sender.Tell(new Status.Failure(cause));
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Sender.Tell(new Status.Failure(cause));

    private void Keep(Written e)
    {
        _texts.Add(e.Text);
        Sender.Tell(e.Text);
    }

    private void Reset(string[] texts)
    {
        _texts.Clear();
        _texts.AddRange(texts);
    }

    private void Ask(Action request)
    {
        _asker = Sender;
        request();
    }
}
