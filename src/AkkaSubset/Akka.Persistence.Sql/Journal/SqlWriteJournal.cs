using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Journal;

/// <summary>A journal in the table <c>journal</c> of a database. Writes that wait for the disk share one transaction.</summary>
public class SqlWriteJournal : AsyncWriteJournal
{
    private const int PageSize = 500;

    private readonly SqlWriteQueue _writes;
    private readonly SqlReadPool _reads;
    private readonly Akka.Serialization.Serialization _serialization;
    private readonly PersistenceExtension _extension;
    private readonly string _writerUuid = Guid.NewGuid().ToString("N");

    public SqlWriteJournal(Config journalConfig)
    {
        var settings = SqlPluginSettings.From(journalConfig, Self.Path.Name);
        _writes = new SqlWriteQueue(settings, settings.Dialect.JournalTables, Self.Path.Name);
        _reads = new SqlReadPool(settings);
        _serialization = Context.System.Serialization;
        _extension = Persistence.Instance.Apply(Context.System);
    }

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        // What an incarnation before this one still wrote must be seen by the next.
        await _writes.CaughtUpAsync().ConfigureAwait(false);
        return await _reads.ReadAsync(c => JournalTable.HighestSequenceNr(c, persistenceId)).ConfigureAwait(false);
    }

    public override async Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        for (var (from, left) = (fromSequenceNr, max); left > 0;)
        {
            var limit = (int)Math.Min(PageSize, left);
            var start = from;
            var page = await _reads.ReadAsync(c => JournalTable.Page(c, persistenceId, start, toSequenceNr, limit)).ConfigureAwait(false);
            foreach (var row in page) recoveryCallback(Back(row));
            if (page.Count < limit) return;
            (from, left) = (page[^1].SequenceNr + 1, left - page.Count);
        }
    }

    protected override async Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var rows = new List<JournalRow>();
        var rejections = ImmutableList.CreateBuilder<Exception?>();
        foreach (var write in messages) rejections.Add(TryAdd(write, rows));
        if (rows.Count > 0) await _writes.WriteAsync([.. rows.Select(JournalTable.Insert)]).ConfigureAwait(false);
        return rejections.TrueForAll(r => r is null) ? null : rejections.ToImmutable();
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _writes.WriteAsync(JournalTable.Delete(persistenceId, toSequenceNr));

    protected override void PostStop()
    {
        _writes.Dispose();
        _reads.Dispose();
        base.PostStop();
    }

    /// <summary>What cannot be serialised is rejected, all of its atomic write with it, and fails nobody else's.</summary>
    private Exception? TryAdd(AtomicWrite write, List<JournalRow> rows)
    {
        try
        {
            var now = _extension.UtcNow.Ticks;
            rows.AddRange(write.Events.Select(p => new JournalRow(
                p.PersistenceId, p.SequenceNr, now, SerializedPayload.Of(p.Payload, _serialization), _writerUuid)).ToArray());
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private Persistent Back(JournalRow row) => new(
        row.Payload.Back(_serialization), row.SequenceNr, row.PersistenceId, row.Payload.Manifest, writerGuid: row.WriterUuid, timestamp: row.Created);
}
