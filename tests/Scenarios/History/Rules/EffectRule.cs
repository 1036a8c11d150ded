using ActorBackup.Core.Manifests;
using ActorBackup.Core.Triggers;

namespace Scenarios.History.Rules;

/// <summary>Every trigger that was said to be accepted is in the journal and has exactly one effect; none has two.</summary>
internal static class EffectRule
{
    public static IEnumerable<Violation> Check(Observations seen)
    {
        var fates = seen.BySource.ToDictionary(source => source.Source, source => Follow(source.Rows));
        foreach (var (source, fate) in fates.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (id, story) in fate.Where(pair => pair.Value.Accepted.Count > 1)) yield return new Violation($"{source}: trigger {id} was accepted twice", story.Accepted);
            foreach (var (id, story) in fate.Where(pair => pair.Value.Effects.Count > 1)) yield return new Violation($"{source}: trigger {id} has {story.Effects.Count} effects", story.All);
            foreach (var (id, story) in fate.Where(pair => pair.Value is { Accepted.Count: 0, Effects.Count: > 0 })) yield return new Violation($"{source}: trigger {id} has an effect and was never accepted", story.All);
        }

        foreach (var sent in seen.Sent)
        {
            var story = fates.GetValueOrDefault(sent.Source)?.GetValueOrDefault(sent.Id);
            if (sent.Answer == TriggerAnswer.Accepted && story is not { Accepted.Count: > 0 }) yield return new Violation($"{sent.Source}: an accepted trigger is lost", sent);
            else if (story is { Effects.Count: 0 }) yield return new Violation($"{sent.Source}: an accepted trigger has no effect", [sent, .. story.All]);
            else if (sent.Snapshot is not null && story is not null && !story.Effects.Any(row => Names(row.Event, sent.Snapshot)))
                yield return new Violation($"{sent.Source}: the client was told of {sent.Snapshot}, the journal says otherwise", [sent, .. story.All]);
        }
    }

    private static Dictionary<string, Story> Follow(IReadOnlyList<JournalRow> rows)
    {
        var stories = new Dictionary<string, Story>(StringComparer.Ordinal);
        IReadOnlyList<TriggerId> served = [];
        foreach (var row in rows)
        {
            switch (row.Event)
            {
                case TriggerAccepted e: Of(e.Trigger.Id).Accepted.Add(row); break;
                case TriggerSkipped e: Of(e.Id).Effects.Add(row); break;
                case SnapshotStarted e:
                    served = e.Triggers;
                    foreach (var id in served) Of(id).Tries.Add(row);
                    break;
                case SnapshotTaken e: foreach (var trigger in e.Snapshot.Triggers) Of(trigger.Id).Effects.Add(row); break;
                case SnapshotUnchanged or SnapshotFailed: foreach (var id in served) Of(id).Effects.Add(row); break;
                case SnapshotAbandoned: foreach (var id in served) Of(id).Tries.Add(row); break;
            }
        }
        return stories;

        Story Of(TriggerId id) => stories.TryGetValue(id.Value, out var story) ? story : stories[id.Value] = new Story();
    }

    private static bool Names(ISourceEvent effect, string snapshot) => effect switch
    {
        SnapshotTaken e => e.Snapshot.Id.Value == snapshot,
        SnapshotUnchanged e => e.Same.Value == snapshot,
        TriggerSkipped e => e.Same?.Value == snapshot,
        _ => false,
    };

    private sealed class Story
    {
        public List<JournalRow> Accepted { get; } = [];
        public List<JournalRow> Tries { get; } = [];
        public List<JournalRow> Effects { get; } = [];
        public IEnumerable<object> All => Accepted.Concat(Tries).Concat(Effects).Distinct().OrderBy(row => row.Sequence);
    }
}
