using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;

namespace Akka.Cluster.Tools.Tests.Subset;

/// <summary>Nodes that come, leave, crash and come again, each seeing the members as they were some time ago; messages come late, in any order, or not at all.</summary>
/// <remarks>Every step is one that could happen next, drawn by a seeded random number.</remarks>
internal sealed class SingletonModel(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Node> _nodes = [];
    private readonly List<ImmutableList<Row>> _history = [[]];
    private readonly List<Mail> _mail = [];

    private ImmutableList<Row> Table => _history[^1];

    public int Running => _nodes.Count(node => node.IsRunning);

    public bool HasUpNode => Table.Any(row => row.Status == MemberStatus.Up);

    /// <summary>One step of the world, faults among them.</summary>
    public void Step()
    {
        var steps = Ordinary().Concat(Faults()).ToArray();
        if (steps.Length > 0) steps[_random.Next(steps.Length)]();
    }

    /// <summary>Lets what is under way come to its end, without further faults.</summary>
    public void Settle()
    {
        for (var round = 0; round < 40; round++)
        {
            foreach (var dead in Table.Where(row => !Alive(row.Node)).ToArray()) Remove(dead);
            foreach (var node in _nodes) On(node, new SingletonInput.RetryDue());
            for (var steps = Ordinary().ToArray(); steps.Length > 0; steps = [.. Ordinary()]) steps[_random.Next(steps.Length)]();
        }
    }

    private IEnumerable<Action> Ordinary()
    {
        foreach (var node in _nodes)
        {
            if (node.Seen < _history.Count - 1) yield return () => See(node);
            if (node.StopAsked) yield return () => Stopped(node);
            foreach (var lost in node.Lost) yield return () => MarginPassed(node, lost);
            if (node.SeesItself(_history) == MemberStatus.Exiting && node.Life.State != ClusterSingletonState.End && !node.ToldToEnd) yield return () => End(node);
        }

        foreach (var mail in _mail) yield return () => Deliver(mail);
        foreach (var gone in Table.Where(row => row.Status == MemberStatus.Exiting && Of(row.Node) is { Life.State: ClusterSingletonState.End })) yield return () => Leave(gone);
    }

    private IEnumerable<Action> Faults()
    {
        if (_nodes.Count < 3) yield return Join;
        foreach (var row in Table.Where(row => Alive(row.Node) && row.Status == MemberStatus.Up)) yield return () => Write(Table.Replace(row, row with { Status = MemberStatus.Exiting }));
        foreach (var row in Table.Where(row => !Alive(row.Node))) yield return () => Remove(row);
        if (_nodes.Count > 0 && _random.Next(8) == 0) yield return () => _nodes.RemoveAt(_random.Next(_nodes.Count));
        foreach (var mail in _mail) yield return () => _mail.Remove(mail);
        foreach (var node in _nodes) yield return () => On(node, new SingletonInput.RetryDue());
    }

    /// <summary>At an address that is free, which may be that of a former life whose row is there still.</summary>
    private void Join()
    {
        var host = ((string[])["a", "b", "c"]).First(name => _nodes.TrueForAll(node => node.Id.Address.Host != name));
        var node = new Node(new UniqueAddress(new Address("akka.tcp", "test", host, 4053), _history.Count));
        _nodes.Add(node);
        Write(Table.RemoveAll(row => row.Node.Address == node.Id.Address).Add(new Row(node.Id, MemberStatus.Up)));
        node.Seen = _history.Count - 1;
        On(node, new SingletonInput.MembersChanged(node.View(Table)));
    }

    private void See(Node node)
    {
        var (before, after) = (_history[node.Seen], _history[node.Seen + _random.Next(1, _history.Count - node.Seen)]);
        node.Seen = _history.IndexOf(after);
        foreach (var lost in before.Where(row => row.Node != node.Id && row.Status == MemberStatus.Up && after.TrueForAll(other => other.Node != row.Node)))
        {
            node.Lost.Add(lost.Node);
            On(node, new SingletonInput.MemberLost(lost.Node));
        }

        On(node, new SingletonInput.MembersChanged(node.View(after)));
    }

    private void Stopped(Node node)
    {
        (node.IsRunning, node.StopAsked) = (false, false);
        On(node, new SingletonInput.SingletonStopped());
    }

    private void MarginPassed(Node node, UniqueAddress lost)
    {
        node.Lost.Remove(lost);
        On(node, new SingletonInput.MarginPassed(lost));
    }

    private void End(Node node)
    {
        node.ToldToEnd = true;
        On(node, new SingletonInput.NodeEnds());
    }

    private void Deliver(Mail mail)
    {
        _mail.Remove(mail);
        if (_nodes.Find(node => node.Id.Address == mail.To) is { } node)
            On(node, mail.IsDone ? new SingletonInput.HandOverDone(new UniqueAddress(mail.From, mail.Uid)) : new SingletonInput.HandOverAsked(mail.From, mail.Uid));
    }

    private void Leave(Row row)
    {
        _nodes.RemoveAll(node => node.Id == row.Node);
        Remove(row);
    }

    private void Remove(Row row) => Write(Table.Remove(row));

    private void Write(ImmutableList<Row> table) => _history.Add(table);

    private bool Alive(UniqueAddress id) => Of(id) is not null;

    private Node? Of(UniqueAddress id) => _nodes.Find(node => node.Id == id);

    private void On(Node node, SingletonInput input)
    {
        (node.Life, var deeds) = node.Life.On(input);
        foreach (var deed in deeds)
        {
            switch (deed)
            {
                case SingletonDeed.StartSingleton: node.IsRunning = true; break;
                case SingletonDeed.StopSingleton: node.StopAsked = true; break;
                case SingletonDeed.AskToHandOver ask: _mail.Add(new Mail(node.Id.Address, ask.To.Address, false, ask.To.Uid)); break;
                case SingletonDeed.SayDone say: _mail.Add(new Mail(node.Id.Address, say.To, true, say.Uid)); break;
            }
        }
    }

    private sealed record Mail(Address From, Address To, bool IsDone, int Uid);

    private sealed record Row(UniqueAddress Node, MemberStatus Status);

    private sealed class Node(UniqueAddress id)
    {
        public UniqueAddress Id { get; } = id;

        public SingletonLife Life { get; set; } = new(id, UsesLease: false);

        public List<UniqueAddress> Lost { get; } = [];

        /// <summary>Index of the table that it has read last.</summary>
        public int Seen { get; set; }

        public bool IsRunning { get; set; }

        public bool StopAsked { get; set; }

        public bool ToldToEnd { get; set; }

        public MemberStatus? SeesItself(IReadOnlyList<ImmutableList<Row>> history) => history[Seen].Find(row => row.Node == Id)?.Status;

        /// <summary>Rows are in the order in which they became up.</summary>
        public AgeView View(ImmutableList<Row> table)
        {
            var own = table.FindIndex(row => row.Node == Id);
            return own < 0
                ? AgeView.Nobody
                : new AgeView(table.Find(row => row.Status == MemberStatus.Up)?.Node == Id, [.. table.Take(own).Select(row => row.Node)]);
        }
    }
}
