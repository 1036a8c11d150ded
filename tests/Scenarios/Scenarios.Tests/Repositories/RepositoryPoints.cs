namespace Scenarios.Repositories;

/// <summary>An operation on a kind of file that one of the repository's works makes.</summary>
/// <param name="Verb">backup, merge, forget or prune.</param>
internal sealed record RepositoryPoint(string Verb, string Point)
{
    private static readonly Lazy<Task<IReadOnlyList<RepositoryPoint>>> FoundOnce = new(FindAsync);

    /// <summary>What is done before it, so that it finds work: the whole round of a day.</summary>
    public static readonly string[] Round = ["change", "backup", "change", "backup", "merge", "forget", "prune"];

    /// <summary>All of them, looked for once per run of the tests.</summary>
    public static Task<IReadOnlyList<RepositoryPoint>> Found => FoundOnce.Value;

    /// <summary>The round up to this work, for which it waits.</summary>
    public string[] WayThere => [.. Round[..Array.LastIndexOf(Round, Verb)], "wait", Verb];

    public override string ToString() => $"{Verb}: {Point}";

    private static async Task<IReadOnlyList<RepositoryPoint>> FindAsync()
    {
        using var repository = new DrivenRepository();
        await repository.RunAsync(["init", .. Round, .. Round]);
        var verbs = Round.Where(verb => verb != "change").ToArray();
        var (found, seen, step) = (new List<RepositoryPoint>(), 0, -1);
        var (exit, said) = await repository.RunTracedAsync(async faults =>
        {
            if (step >= 0) found.AddRange(faults.Points.Skip(seen).Select(point => new RepositoryPoint(verbs[step], point)));
            (seen, step) = (faults.Points.Count, step + 1);
            if (step < verbs.Length) await faults.TellAgainAsync();
        }, [.. Round.SelectMany(verb => verb == "change" ? [verb] : (string[])["wait", verb])]);
        if (exit != 0) throw new InvalidOperationException($"A round without a fault ended with {exit}:\n{said}");
        return [.. found.Distinct()];
    }
}
