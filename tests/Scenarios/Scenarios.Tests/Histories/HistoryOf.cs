using ActorBackup.Core.Manifests;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Scenarios.History;

namespace Scenarios.Histories;

/// <summary>Writes a history of one source, row by row; everything that is not said fits.</summary>
internal sealed class HistoryOf(string source)
{
    private readonly List<JournalRow> _rows = [];
    private readonly List<Grant> _grants = [];
    private readonly List<SentTrigger> _sent = [];
    private readonly List<StoredFile> _files = [];
    private readonly List<string> _saves = [];
    private string _writer = "nobody";

    public double? WholeAgain { get; set; } = 3;

    public Observations Seen => new(
        _rows, _grants, _sent, _files, new Dictionary<string, IReadOnlyList<string>> { [source] = _saves }, new Dictionary<string, double?> { [source] = WholeAgain });

    public IReadOnlyList<string> Violations => [.. HistoryChecker.Check(Seen).Select(violation => violation.What)];

    /// <summary>An owner begins; its writer is named as its incarnation unless said.</summary>
    public HistoryOf Owned(string incarnation, long epoch, bool granted = true, string? writer = null)
    {
        if (granted) _grants.Add(new Grant(_grants.Count + 1, source, incarnation, epoch));
        _writer = writer ?? incarnation;
        return Row(new OwnershipTaken(epoch, incarnation, new NodeId("n"), Some.Noon));
    }

    public HistoryOf By(string writer)
    {
        _writer = writer;
        return this;
    }

    public HistoryOf Saved(string content)
    {
        _saves.Add(Some.Digest(content).Hex);
        return this;
    }

    public HistoryOf Sent(string trigger, TriggerAnswer answer = TriggerAnswer.Accepted, string? snapshot = null)
    {
        _sent.Add(new SentTrigger(trigger, source, answer, snapshot, _saves.Count, 1, 2));
        return this;
    }

    public HistoryOf Accepted(string trigger) => Row(new TriggerAccepted(Some.Trigger(TriggerKind.Signal, trigger), Some.Noon));

    public HistoryOf Started(int second, long epoch, params IEnumerable<string> triggers) => Row(new SnapshotStarted(IdOf(second), epoch, [.. triggers.Select(id => new TriggerId(id))], Some.Noon));

    public HistoryOf Taken(int second, long epoch, string content, string trigger, bool stored = true)
    {
        var snapshot = SnapshotOf(second, epoch, content, trigger);
        if (stored) _files.Add(new StoredFile(source, snapshot.Copies[0].Handle, snapshot.Digest.Hex));
        return Row(new SnapshotTaken(snapshot, Some.Noon));
    }

    public HistoryOf Unchanged(int second, int same) => Row(new SnapshotUnchanged(IdOf(second), IdOf(same), null, Some.Noon));

    public HistoryOf Abandoned(int second) => Row(new SnapshotAbandoned(IdOf(second), "crash", Some.Noon));

    public HistoryOf Adopted(int second, long epoch, SnapshotHealth? health = null)
    {
        var snapshot = SnapshotOf(second, epoch, $"found {second}", "t-found") with { Health = health ?? SnapshotHealth.Healthy };
        _files.Add(new StoredFile(source, snapshot.Copies[0].Handle, snapshot.Digest.Hex));
        return Row(new SnapshotAdopted(snapshot, Some.Noon));
    }

    /// <summary>The whole way of one trigger.</summary>
    public HistoryOf Served(int second, long epoch, string trigger) =>
        Saved($"content {second}").Sent(trigger).Accepted(trigger).Started(second, epoch, trigger).Taken(second, epoch, $"content {second}", trigger);

    public HistoryOf Overwritten(string content)
    {
        _files[^1] = _files[^1] with { Digest = Some.Digest(content).Hex };
        return this;
    }

    public static SnapshotId IdOf(int second) => SnapshotId.New(Some.Noon.AddSeconds(second), _ => false);

    private static Snapshot SnapshotOf(int second, long epoch, string content, string trigger) => Some.Snapshot(Some.Noon.AddSeconds(second), second, content: content) with
    {
        Epoch = epoch,
        Triggers = [new ServedTrigger(new TriggerId(trigger), TriggerKind.Signal)],
    };

    private HistoryOf Row(ISourceEvent e)
    {
        _rows.Add(new JournalRow(source, _rows.Count + 1, _writer, e));
        return this;
    }
}
