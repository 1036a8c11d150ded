using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events as objects for as long as it runs.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Log> _logs = [];

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        lock (_gate) return Task.FromResult(LogOf(persistenceId).Highest);
    }

    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var p in Read(persistenceId, fromSequenceNr, toSequenceNr, max)) recoveryCallback(p);
        return Task.CompletedTask;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        foreach (var write in messages) Store(write);
        return Task.FromResult<IImmutableList<Exception>>(null);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        lock (_gate) LogOf(persistenceId).Events.RemoveAll(p => p.SequenceNr <= toSequenceNr);
        return Task.CompletedTask;
    }

    private protected void Store(AtomicWrite write)
    {
        lock (_gate)
        {
            var log = LogOf(write.PersistenceId);
            log.Events.AddRange(write.Events);
            log.Highest = Math.Max(log.Highest, write.HighestSequenceNr);
        }
    }

    private protected IReadOnlyList<IPersistentRepresentation> Read(string persistenceId, long from, long to, long max)
    {
        lock (_gate)
        {
            var fitting = LogOf(persistenceId).Events.Where(p => p.SequenceNr >= from && p.SequenceNr <= to);
            return [.. fitting.Take((int)Math.Min(max, int.MaxValue))];
        }
    }

    private Log LogOf(string persistenceId)
    {
        if (!_logs.TryGetValue(persistenceId, out var log)) _logs[persistenceId] = log = new Log();
        return log;
    }

    private sealed class Log
    {
        public List<IPersistentRepresentation> Events { get; } = [];
        public long Highest { get; set; }
    }
}
