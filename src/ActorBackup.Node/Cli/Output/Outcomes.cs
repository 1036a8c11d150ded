using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Output;

/// <summary>What became of a change to several snapshots.</summary>
internal static class Outcomes
{
    /// <param name="done">What is said of a snapshot that was changed, such as <c>is pinned</c>.</param>
    public static ExitCode Print(Terminal terminal, IReadOnlyList<OutcomeJson> outcomes, string done)
    {
        if (terminal.Json) terminal.Document(outcomes, ReadableJson.Context.IReadOnlyListOutcomeJson);
        foreach (var o in outcomes)
        {
            var reason = o.Reason is null ? "" : $": {o.Reason}";
            if (IsFailure(o)) terminal.Error.WriteLine($"actorbackup: {o.Source}: {o.Snapshot} {o.State}{reason}");
            else terminal.Say($"{o.Source}: {o.Snapshot} {done}{reason}");
        }

        var failed = outcomes.Count(IsFailure);
        return failed == 0 ? ExitCode.Ok : failed == outcomes.Count ? ExitCode.Failed : ExitCode.Incomplete;
    }

    private static bool IsFailure(OutcomeJson outcome) => outcome.State is "failed" or "refused";
}
