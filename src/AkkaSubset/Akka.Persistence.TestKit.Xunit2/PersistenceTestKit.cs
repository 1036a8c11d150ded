using Akka.Actor;
using Akka.Configuration;
using Xunit.Abstractions;

namespace Akka.Persistence.TestKit;

/// <summary>A test whose system persists in memory, in a journal and a snapshot store that fail when the test says so.</summary>
public class PersistenceTestKit : Akka.TestKit.Xunit2.TestKit
{
    private const string Plugins =
        """
        akka.persistence {
          journal.plugin = "akka.persistence.journal.test"
          journal.test.class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit"
          snapshot-store.plugin = "akka.persistence.snapshot-store.test"
          snapshot-store.test.class = "Akka.Persistence.TestKit.TestSnapshotStore, Akka.Persistence.TestKit"
        }
        """;

    public PersistenceTestKit(Config config, string actorSystemName = null, ITestOutputHelper output = null)
        : base(ConfigurationFactory.ParseString(Plugins).WithFallback(config), actorSystemName, output)
    {
        var persistence = Persistence.Instance.Apply(Sys);
        JournalActorRef = persistence.JournalFor(null);
        SnapshotsActorRef = persistence.SnapshotStoreFor(null);
        Journal = TestJournal.FromRef(JournalActorRef);
        Snapshots = TestSnapshotStore.FromRef(SnapshotsActorRef);
    }

    public PersistenceTestKit(string actorSystemName = null, ITestOutputHelper output = null)
        : this(ConfigurationFactory.Empty, actorSystemName, output) { }

    public IActorRef JournalActorRef { get; }
    public IActorRef SnapshotsActorRef { get; }
    public ITestJournal Journal { get; }
    public ITestSnapshotStore Snapshots { get; }

    /// <summary>Runs <paramref name="execution"/> with writes as <paramref name="behaviorSelector"/> says, and lets them pass again after it.</summary>
    public Task WithJournalWrite(Func<JournalWriteBehavior, Task> behaviorSelector, Func<Task> execution) =>
        WithAsync(behaviorSelector, Journal.OnWrite, execution, b => b.Pass());

    /// <inheritdoc cref="WithJournalWrite(Func{JournalWriteBehavior, Task}, Func{Task})"/>
    public Task WithJournalWrite(Func<JournalWriteBehavior, Task> behaviorSelector, Action execution) =>
        WithJournalWrite(behaviorSelector, AsTask(execution));

    /// <summary>Runs <paramref name="execution"/> with replays as <paramref name="behaviorSelector"/> says, and lets them pass again after it.</summary>
    public Task WithJournalRecovery(Func<JournalRecoveryBehavior, Task> behaviorSelector, Func<Task> execution) =>
        WithAsync(behaviorSelector, Journal.OnRecovery, execution, b => b.Pass());

    /// <inheritdoc cref="WithJournalRecovery(Func{JournalRecoveryBehavior, Task}, Func{Task})"/>
    public Task WithJournalRecovery(Func<JournalRecoveryBehavior, Task> behaviorSelector, Action execution) =>
        WithJournalRecovery(behaviorSelector, AsTask(execution));

    /// <summary>Runs <paramref name="execution"/> with saves as <paramref name="behaviorSelector"/> says, and lets them pass again after it.</summary>
    public Task WithSnapshotSave(Func<SnapshotStoreSaveBehavior, Task> behaviorSelector, Func<Task> execution) =>
        WithAsync(behaviorSelector, Snapshots.OnSave, execution, b => b.Pass());

    /// <inheritdoc cref="WithSnapshotSave(Func{SnapshotStoreSaveBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotSave(Func<SnapshotStoreSaveBehavior, Task> behaviorSelector, Action execution) =>
        WithSnapshotSave(behaviorSelector, AsTask(execution));

    /// <summary>Runs <paramref name="execution"/> with loads as <paramref name="behaviorSelector"/> says, and lets them pass again after it.</summary>
    public Task WithSnapshotLoad(Func<SnapshotStoreLoadBehavior, Task> behaviorSelector, Func<Task> execution) =>
        WithAsync(behaviorSelector, Snapshots.OnLoad, execution, b => b.Pass());

    /// <inheritdoc cref="WithSnapshotLoad(Func{SnapshotStoreLoadBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotLoad(Func<SnapshotStoreLoadBehavior, Task> behaviorSelector, Action execution) =>
        WithSnapshotLoad(behaviorSelector, AsTask(execution));

    /// <summary>Runs <paramref name="execution"/> with deletions as <paramref name="behaviorSelector"/> says, and lets them pass again after it.</summary>
    public Task WithSnapshotDelete(Func<SnapshotStoreDeleteBehavior, Task> behaviorSelector, Func<Task> execution) =>
        WithAsync(behaviorSelector, Snapshots.OnDelete, execution, b => b.Pass());

    /// <inheritdoc cref="WithSnapshotDelete(Func{SnapshotStoreDeleteBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotDelete(Func<SnapshotStoreDeleteBehavior, Task> behaviorSelector, Action execution) =>
        WithSnapshotDelete(behaviorSelector, AsTask(execution));

    private static async Task WithAsync<T>(Func<T, Task> select, T behavior, Func<Task> execution, Func<T, Task> pass)
    {
        await select(behavior).ConfigureAwait(false);
        try
        {
            await execution().ConfigureAwait(false);
        }
        finally
        {
            await pass(behavior).ConfigureAwait(false);
        }
    }

    private static Func<Task> AsTask(Action execution) => () =>
    {
        execution();
        return Task.CompletedTask;
    };
}
