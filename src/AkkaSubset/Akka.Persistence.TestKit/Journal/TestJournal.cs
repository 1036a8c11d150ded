using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.TestKit;

/// <summary>An in-memory journal that does to events what the test says. Configured as <c>akka.persistence.journal.test</c>.</summary>
public sealed class TestJournal : MemoryJournal
{
    private volatile IJournalInterceptor _onWrite = JournalInterceptors.Noop.Instance;
    private volatile IJournalInterceptor _onRecovery = JournalInterceptors.Noop.Instance;

    /// <summary>The face of the journal that runs as <paramref name="actor"/>.</summary>
    public static ITestJournal FromRef(IActorRef actor) => new Face(actor);

    public override async Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var p in Read(persistenceId, fromSequenceNr, toSequenceNr, max))
        {
            await _onRecovery.InterceptAsync(p).ConfigureAwait(false);
            recoveryCallback(p);
        }
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var results = ImmutableList.CreateBuilder<Exception>();
        foreach (var write in messages) results.Add(await TryWriteAsync(write).ConfigureAwait(false));
        return results.ToImmutable();
    }

    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case UseWriteInterceptor use: _onWrite = use.Interceptor; break;
            case UseRecoveryInterceptor use: _onRecovery = use.Interceptor; break;
            default: return base.ReceivePluginInternal(message);
        }

        Sender.Tell(Ack.Instance, Self);
        return true;
    }

    private async Task<Exception> TryWriteAsync(AtomicWrite write)
    {
        try
        {
            foreach (var p in (IEnumerable<IPersistentRepresentation>)write.Payload) await _onWrite.InterceptAsync(p).ConfigureAwait(false);
            Store(write);
            return null;
        }
        catch (TestJournalRejectionException rejection)
        {
            return rejection;
        }
    }

    public sealed class UseWriteInterceptor(IJournalInterceptor interceptor)
    {
        public IJournalInterceptor Interceptor { get; } = interceptor;
    }

    public sealed class UseRecoveryInterceptor(IJournalInterceptor interceptor)
    {
        public IJournalInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Answers the two above: from now on the interceptor is used.</summary>
    public sealed class Ack
    {
        public static readonly Ack Instance = new();
    }

    private sealed class Face(IActorRef journal) : ITestJournal
    {
        public JournalWriteBehavior OnWrite { get; } = new(new Setter(journal, i => new UseWriteInterceptor(i)));
        public JournalRecoveryBehavior OnRecovery { get; } = new(new Setter(journal, i => new UseRecoveryInterceptor(i)));
    }

    private sealed class Setter(IActorRef journal, Func<IJournalInterceptor, object> message) : IJournalBehaviorSetter
    {
        public Task SetInterceptorAsync(IJournalInterceptor interceptor) => journal.Ask<Ack>(message(interceptor), TimeSpan.FromSeconds(10));
    }
}
