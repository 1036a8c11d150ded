using ActorBackup.Core.Ownership;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Ownership.Model;

/// <summary>What is explored, and which of the rules is broken on purpose.</summary>
/// <remarks>Time goes in ticks of a second; a right lasts 2 and is over for others after 3, so that few states tell of all.</remarks>
internal sealed record ModelRules(int Nodes, int Faults)
{
    public const string Source = "docs";

    public OwnershipTimes Times { get; init; } = new()
    {
        BeatEvery = Ticks(1), LookEvery = Ticks(1), Ttl = Ticks(2), Margin = Ticks(1), SettleAfter = Ticks(1), FreshFor = Ticks(2),
    };

    /// <summary>What a node does in a tick is not interrupted by the others, only by faults before and after it: fewer orders, for more nodes.</summary>
    public bool InOneGo { get; init; }

    /// <summary>Broken: the deadline is counted from when the answer came.</summary>
    public bool CountsFromAnswer { get; init; }

    /// <summary>Broken: the row is deleted whatever its version is by now.</summary>
    public bool FencesBlindly { get; init; }

    /// <summary>Broken: a source is taken whatever its epoch and owner are by now.</summary>
    public bool TakesBlindly { get; init; }

    /// <summary>Broken: who was released is set free while its work goes on.</summary>
    public bool FreesBeforeTheEnd { get; init; }

    public IReadOnlyList<Fault> Kinds { get; init; } = [Fault.Pause, Fault.Cut, Fault.Kill, Fault.SlowClock, Fault.SlowCall];

    public OwnershipPolicy Policy => new(Times, (node, _) => ulong.MaxValue - node.Value[0]);   // a before b before c

    public static TimeSpan Ticks(long count) => TimeSpan.FromSeconds(count);

    public static NodeFace Face(int node) => SomeNodes.Face(Name(node));

    public static string Name(int node) => ((char)('a' + node)).ToString();
}

internal enum Fault
{
    /// <summary>SIGSTOP: it does nothing, and its clock goes on.</summary>
    Pause,

    /// <summary>Calls to the database fail, without effect.</summary>
    Cut,

    /// <summary>All that it knew is gone.</summary>
    Kill,

    /// <summary>Its clock misses a tick; the next one not before the others have counted what they wait.</summary>
    SlowClock,

    /// <summary>A call is executed at any later time, or never; its answer comes at any time after that, or never.</summary>
    SlowCall,
}
