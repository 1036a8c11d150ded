namespace Akka.Cluster.Tools.Tests.Subset;

public sealed class SingletonModelTests
{
    [Fact]
    public void Never_runs_twice_whatever_happens_to_nodes_and_messages()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var model = new SingletonModel(seed);
            for (var step = 0; step < 120; step++)
            {
                model.Step();
                Assert.True(model.Running <= 1, $"{model.Running} run after step {step} of seed {seed}");
            }
        }
    }

    [Fact]
    public void Runs_once_when_nothing_happens_any_more()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var model = new SingletonModel(seed);
            for (var step = 0; step < 120; step++) model.Step();

            model.Settle();

            Assert.True(model.Running == (model.HasUpNode ? 1 : 0), $"{model.Running} run in the end of seed {seed}, where {(model.HasUpNode ? "a node is" : "no node is")} up");
        }
    }
}
