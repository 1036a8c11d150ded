using System.Collections.Immutable;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Tests.Subset.Membership;

/// <summary>Some nodes around one table, in steps of a tenth of a second. A node that is suspended, and every node while the table is away, does nothing.</summary>
internal sealed class World
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(8);

    private static readonly LeaderRules Rules = new(1, ImmutableDictionary<string, int>.Empty, DownAfter, TimeSpan.FromMilliseconds(750));

    private readonly List<Life> _lives;
    private ImmutableDictionary<UniqueAddress, MemberRow> _table;
    private TimeSpan _now;

    public World(int nodes)
    {
        var rows = Rows.Of(string.Join(' ', Enumerable.Range(0, nodes).Select(node => $"{(char)('a' + node)}:Joining")));
        _table = rows.ToImmutableDictionary(row => row.Node);
        _lives = [.. rows.Select((row, index) => new Life(row.Node, index))];
    }

    public bool IsAway { get; set; }

    public IReadOnlyList<Life> Lives => _lives;

    public MemberRow? RowOf(Life life) => _table.GetValueOrDefault(life.Node);

    /// <summary>The time that others had to see a node silent: the table was there, and somebody else was running.</summary>
    public List<(Life Lost, TimeSpan Silence)> Downed { get; } = [];

    public void Pass(TimeSpan time)
    {
        for (var end = _now + time; _now < end; _now += Step)
        {
            foreach (var life in _lives.Where(one => !one.IsSuspended && !one.HasEnded))
            {
                if (!IsAway && _now >= life.NextRound)
                    Round(life);
            }

            Observe();
        }
    }

    private void Round(Life life)
    {
        life.NextRound = _now + TimeSpan.FromMilliseconds(500);
        // What it had decided before it was suspended is done now, however old.
        life.Plan.ForEach(step => Apply(life, step));
        life.Plan.Clear();
        if (_now >= life.NextBeat && RowOf(life) is { Status: not MemberStatus.Down } own)
        {
            _table = _table.SetItem(life.Node, own.Beat());
            (life.NextBeat, life.Silence) = (_now + TimeSpan.FromSeconds(1), TimeSpan.Zero);
        }

        var reading = new Reading(_now, _now, [.. _table.Values]);
        life.HasEnded = RowOf(life) is null or { Status: MemberStatus.Down };
        life.Pulses = life.Pulses.After(reading);
        life.Plan.AddRange(Rules.Plan(reading, life.Pulses));
    }

    /// <summary>As the database does: only if the row is as it was seen.</summary>
    private void Apply(Life by, Transition step)
    {
        if (!_table.TryGetValue(step.Row.Node, out var row) || row.Status != step.Row.Status)
            return;
        if (step.To is MemberStatus.Down or MemberStatus.Removed && row.Version != step.Row.Version)
            return;
        if (step.To == MemberStatus.Down)
            Downed.Add((_lives.Single(life => life.Node == row.Node), _lives.Single(life => life.Node == row.Node).Silence));
        _table = step.To == MemberStatus.Removed
            ? _table.Remove(row.Node)
            : _table.SetItem(row.Node, row with { Status = step.To, UpNumber = step.To == MemberStatus.Up ? by.Number : row.UpNumber });
    }

    private void Observe()
    {
        foreach (var life in _lives)
        {
            if (!IsAway && _lives.Any(other => other != life && !other.IsSuspended && !other.HasEnded))
                life.Silence += Step;
        }
    }

    internal sealed class Life(UniqueAddress node, int number)
    {
        public UniqueAddress Node { get; } = node;
        public int Number { get; } = number;
        public bool IsSuspended { get; set; }

        /// <summary>It has read that it is no member any more.</summary>
        public bool HasEnded { get; set; }

        public TimeSpan NextRound { get; set; } = Step * number;
        public TimeSpan NextBeat { get; set; }
        public TimeSpan Silence { get; set; }
        public Pulses Pulses { get; set; } = new(node, Pause);
        public List<Transition> Plan { get; } = [];
    }
}
