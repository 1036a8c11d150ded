using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using static Akka.Cluster.Tools.Singleton.ClusterSingletonState;

namespace Akka.Cluster.Tools.Tests.Subset;

/// <summary>Lives of a singleton on the node "me", as rows: what happened, what was done, what the node is then.</summary>
/// <remarks>Words of a row: <c>oldest</c> and <c>younger</c> with the elders that are still members, as in <c>oldest:a,b</c>; <c>lost:a</c>,
/// <c>margin:a</c>, <c>asked:a</c>, <c>asked-before:a</c> (for a former life of this node), <c>done:a</c>, <c>stopped</c>, <c>acquired</c>, <c>refused</c>, <c>released</c>, <c>lease-lost</c>, <c>retry</c>, <c>ends</c>.</remarks>
public sealed class SingletonLifeTests
{
    [Theory]
    // alone, and then joined by others
    [InlineData("oldest", "start", Oldest)]
    [InlineData("younger", "", Younger)]
    [InlineData("oldest oldest oldest", "start", Oldest)]
    // the elder leaves and hands over
    [InlineData("younger:a oldest:a", "ask:a", BecomingOldest)]
    [InlineData("younger:a oldest:a retry", "ask:a ask:a", BecomingOldest)]
    [InlineData("younger:a oldest:a done:a", "ask:a start", Oldest)]
    [InlineData("younger:a oldest:a done:b", "ask:a", BecomingOldest)]
    [InlineData("younger:a oldest:a oldest", "ask:a start", Oldest)]
    [InlineData("younger:a,b oldest:a,b done:a retry done:b", "ask:a ask:b ask:b start", Oldest)]
    [InlineData("younger:a oldest:a younger:a done:a", "ask:a", Younger)]
    // the elder is lost: the margin must pass, however it is asked
    [InlineData("younger:a lost:a oldest", "wait:a", BecomingOldest)]
    [InlineData("younger:a lost:a oldest margin:a", "wait:a start", Oldest)]
    [InlineData("younger:a,b lost:a oldest:b margin:a done:b", "wait:a ask:b start", Oldest)]
    [InlineData("younger:a,b lost:a oldest:b done:b", "wait:a ask:b", BecomingOldest)]
    [InlineData("younger:a oldest:a lost:a oldest", "ask:a wait:a", BecomingOldest)]
    [InlineData("younger:a lost:a margin:a oldest", "wait:a start", Oldest)]
    // another takes over
    [InlineData("oldest asked:b", "start in-progress:b stop", HandingOver)]
    [InlineData("oldest asked:b asked:b stopped", "start in-progress:b stop in-progress:b done:b", Younger)]
    [InlineData("oldest younger stopped asked:b", "start stop done:b", Younger)]
    [InlineData("oldest stopped asked:b", "start done:b", Younger)]
    [InlineData("younger asked:b", "done:b", Younger)]
    [InlineData("younger:a oldest:a asked:b done:a", "ask:a done:b", Younger)]
    [InlineData("asked:b oldest", "done:b", Younger)]
    [InlineData("oldest asked:b stopped oldest", "start in-progress:b stop done:b", Younger)]
    [InlineData("oldest asked-before:b", "start done:b", Oldest)]
    // the node ends
    [InlineData("oldest ends", "start stop", HandingOver)]
    [InlineData("oldest ends stopped", "start stop ended", End)]
    [InlineData("oldest asked:b ends stopped", "start in-progress:b stop done:b ended", End)]
    [InlineData("younger:a ends", "ended", End)]
    [InlineData("younger:a ends oldest", "ended", End)]
    [InlineData("ends", "ended", End)]
    // it ended by itself and is not started again
    [InlineData("oldest stopped oldest", "start", Oldest)]
    [InlineData("oldest stopped ends", "start ended", End)]
    public void Without_a_lease(string inputs, string deeds, ClusterSingletonState state) => Check(usesLease: false, inputs, deeds, state);

    [Theory]
    [InlineData("oldest", "acquire", AcquiringLease)]
    [InlineData("oldest refused retry", "acquire acquire", AcquiringLease)]
    [InlineData("oldest acquired", "acquire start", Oldest)]
    [InlineData("younger:a lost:a oldest acquired", "acquire start", Oldest)]
    // lost: stopped first, then asked for again
    [InlineData("oldest acquired lease-lost", "acquire start stop", Stopping)]
    [InlineData("oldest acquired lease-lost stopped", "acquire start stop acquire", AcquiringLease)]
    [InlineData("oldest acquired lease-lost stopped acquired", "acquire start stop acquire start", Oldest)]
    [InlineData("oldest acquired lease-lost asked:b", "acquire start stop in-progress:b", HandingOver)]
    [InlineData("oldest acquired stopped lease-lost", "acquire start acquire", AcquiringLease)]
    // handed over only when it is free
    [InlineData("oldest acquired asked:b stopped", "acquire start in-progress:b stop release", HandingOver)]
    [InlineData("oldest acquired asked:b stopped released", "acquire start in-progress:b stop release done:b", Younger)]
    [InlineData("oldest acquired ends stopped released", "acquire start stop release ended", End)]
    // not wanted any more before it came
    [InlineData("oldest asked:b", "acquire in-progress:b release", HandingOver)]
    [InlineData("oldest asked:b released", "acquire in-progress:b release done:b", Younger)]
    [InlineData("oldest younger released acquired", "acquire release release", Younger)]
    public void Under_a_lease(string inputs, string deeds, ClusterSingletonState state) => Check(usesLease: true, inputs, deeds, state);

    private static void Check(bool usesLease, string inputs, string deeds, ClusterSingletonState state)
    {
        var life = new SingletonLife(Node("me"), usesLease);
        var done = new List<SingletonDeed>();

        foreach (var word in Words(inputs))
        {
            (life, var next) = life.On(Input(word));
            done.AddRange(next);
        }

        Assert.Equal(deeds, string.Join(' ', done.Select(Text)));
        Assert.Equal(state, life.State);
    }

    private static SingletonInput Input(string word)
    {
        var (kind, node) = (word.Split(':')[0], word.Split(':').ElementAtOrDefault(1) ?? "");
        return kind switch
        {
            "oldest" => new SingletonInput.MembersChanged(new AgeView(IsOldest: true, [.. Nodes(node)])),
            "younger" => new SingletonInput.MembersChanged(new AgeView(IsOldest: false, [.. Nodes(node)])),
            "lost" => new SingletonInput.MemberLost(Node(node)),
            "margin" => new SingletonInput.MarginPassed(Node(node)),
            "asked" => new SingletonInput.HandOverAsked(Node(node).Address, Uid: 1),
            "asked-before" => new SingletonInput.HandOverAsked(Node(node).Address, Uid: 0),
            "done" => new SingletonInput.HandOverDone(Node(node)),
            "stopped" => new SingletonInput.SingletonStopped(),
            "acquired" => new SingletonInput.LeaseAcquired(),
            "refused" => new SingletonInput.LeaseRefused(),
            "released" => new SingletonInput.LeaseReleased(),
            "lease-lost" => new SingletonInput.LeaseLost(),
            "retry" => new SingletonInput.RetryDue(),
            "ends" => new SingletonInput.NodeEnds(),
            _ => throw new ArgumentException(word),
        };
    }

    private static string Text(SingletonDeed deed) => deed switch
    {
        SingletonDeed.AskToHandOver ask => $"ask:{ask.To.Address.Host}",
        SingletonDeed.SayInProgress say => $"in-progress:{say.To.Host}",
        SingletonDeed.SayDone say => $"done:{say.To.Host}",
        SingletonDeed.StartSingleton => "start",
        SingletonDeed.StopSingleton => "stop",
        SingletonDeed.AcquireLease => "acquire",
        SingletonDeed.ReleaseLease => "release",
        SingletonDeed.AwaitMargin wait => $"wait:{wait.Node.Address.Host}",
        SingletonDeed.SayEnded => "ended",
        _ => throw new ArgumentException(deed.ToString()),
    };

    private static IEnumerable<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<UniqueAddress> Nodes(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Node);

    private static UniqueAddress Node(string name) => new(new Address("akka.tcp", "test", name, 4053), 1);
}
