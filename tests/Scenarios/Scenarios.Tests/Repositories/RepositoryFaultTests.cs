using System.Collections.Concurrent;

namespace Scenarios.Repositories;

/// <summary>SIGKILL, a full and a broken disk at every distinct operation on a kind of file of backup, merge, forget and prune.</summary>
public sealed class RepositoryFaultTests(ITestOutputHelper output)
{
    private const int AtOnce = 2, Killed = 128 + 9, Refused = 3;

    [Fact]
    public async Task A_kill_leaves_nothing_to_mend_and_the_next_run_goes_on()
    {
        var points = await RepositoryPoint.Found;

        var violations = await AtEachAsync(points, "kill");

        output.WriteLine($"{points.Count} points:\n{string.Join('\n', points)}");
        Assert.True(points.Count > 40, "backup, merge, forget and prune touch many kinds of files");
        Violations.None(violations, "kills");
    }

    [Theory]
    [InlineData("28")]
    [InlineData("5")]
    public async Task A_full_or_broken_disk_is_told_and_leaves_nothing_to_mend(string error)
    {
        var points = await RepositoryPoint.Found;
        // In CI one of each work, not the same for both errors.
        var random = new Random(Counts.Seed + error.Length);
        var chosen = Counts.Long ? points : [.. points.GroupBy(point => point.Verb).Select(of => of.ElementAt(random.Next(of.Count())))];

        var violations = await AtEachAsync(chosen, error);

        output.WriteLine(string.Join('\n', chosen));
        Violations.None(violations, $"errors {error}");
    }

    /// <summary>On one folder for each half: the round after one fault is the way to the next.</summary>
    private async Task<IReadOnlyCollection<string>> AtEachAsync(IReadOnlyList<RepositoryPoint> points, string fault)
    {
        var violations = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), async (half, _) =>
        {
            using var repository = new DrivenRepository();
            await repository.RunAsync(["init", .. RepositoryPoint.Round]);
            foreach (var point in points.Where((_, i) => i % AtOnce == half))
                foreach (var violation in await AtAsync(repository, point, fault)) violations.Add($"{fault} at '{point}': {violation}");
            await repository.RunAsync(RepositoryPoint.Round);
            foreach (var violation in await repository.ViolationsAsync()) violations.Add($"at the end: {violation}");
            foreach (var violation in await repository.RestoreLatestAsync()) violations.Add($"at the end: {violation}");
        });
        return violations;
    }

    private async Task<IReadOnlyList<string>> AtAsync(DrivenRepository repository, RepositoryPoint point, string fault)
    {
        var (fired, armed) = (false, false);
        try
        {
            var (exit, said) = await repository.RunTracedAsync(async faults =>
            {
                if (!armed) await faults.ArmAsync($"{fault} {point.Point}");
                armed = true;
                fired = faults.Fired.Count > 0;
            }, point.WayThere);
            if (!fired) output.WriteLine($"not reached: {point}");
            else if (fault == "kill" && exit != Killed) return [$"ended with {exit}: {said}"];
            // A failure that may be passed over (a lock that stays) is told; every other ends the work with a clear error.
            else if (fault != "kill" && exit is not (0 or Refused)) return [$"ended with {exit}: {said}"];
            return await repository.ViolationsAsync();
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            return [failure.Message];
        }
    }
}
