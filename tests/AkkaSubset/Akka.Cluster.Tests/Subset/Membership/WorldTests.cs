namespace Akka.Cluster.Tests.Subset.Membership;

/// <summary>The rules of membership against faults of nodes and database in all orders that 200 seeds give.</summary>
public sealed class WorldTests
{
    /// <summary>Readings and heartbeats are apart by so much, and faults begin between them.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public static TheoryData<int> Fifties => [0, 50, 100, 150];

    [Theory]
    [MemberData(nameof(Fifties))]
    public void Downs_only_those_who_were_silent_for_long_enough_before_somebodys_eyes(int seeds)
    {
        for (var seed = seeds; seed < seeds + 50; seed++)
        {
            var world = Faulty(seed);

            Assert.All(world.Downed, downed => Assert.True(
                downed.Silence >= World.DownAfter - Slack, $"Seed {seed}: {downed.Lost.Node} was downed after a silence of {downed.Silence}."));
        }
    }

    [Theory]
    [MemberData(nameof(Fifties))]
    public void Comes_to_rest_with_all_who_live_up_and_all_others_gone(int seeds)
    {
        for (var seed = seeds; seed < seeds + 50; seed++)
        {
            var world = Faulty(seed);
            world.Pass(World.DownAfter + World.Pause + Slack);
            // Where only ended and suspended nodes are left, nobody is there to clear up.
            foreach (var life in world.Lives.Where(_ => world.Lives.Any(one => !one.IsSuspended && !one.HasEnded)))
            {
                var row = world.RowOf(life);
                Assert.True(
                    life.IsSuspended || life.HasEnded ? row is null : row is { Status: MemberStatus.Up },
                    $"Seed {seed}: {life.Node} is {row?.Status.ToString() ?? "gone"}.");
            }
        }
    }

    [Fact]
    public void Downs_nobody_when_all_are_suspended_together()
    {
        var world = new World(3);
        world.Pass(TimeSpan.FromSeconds(5));
        Suspend(world, true);
        world.Pass(TimeSpan.FromMinutes(1));
        Suspend(world, false);
        world.Pass(TimeSpan.FromMinutes(1));

        Assert.Empty(world.Downed);
        Assert.All(world.Lives, life => Assert.Equal(MemberStatus.Up, world.RowOf(life)?.Status));
    }

    /// <summary>Nodes are suspended for good or for a while, and the database goes away and comes back; at the end it is there.</summary>
    private static World Faulty(int seed)
    {
        var random = new Random(seed);
        var world = new World(random.Next(2, 5));
        world.Pass(TimeSpan.FromSeconds(random.Next(1, 5)));
        for (var fault = 0; fault < 8; fault++)
        {
            if (random.Next(3) == 0)
                world.IsAway = !world.IsAway;
            else
                Toggle(world.Lives[random.Next(world.Lives.Count)]);
            // Shorter faults than these would be hidden between two readings.
            world.Pass(TimeSpan.FromMilliseconds(random.Next(20, 150) * 100));
        }

        world.IsAway = false;
        if (world.Lives.All(life => life.IsSuspended || life.HasEnded))
            Suspend(world, false);
        return world;
    }

    private static void Toggle(World.Life life) => life.IsSuspended = !life.IsSuspended;

    private static void Suspend(World world, bool suspended)
    {
        foreach (var life in world.Lives)
            life.IsSuspended = suspended;
    }
}
