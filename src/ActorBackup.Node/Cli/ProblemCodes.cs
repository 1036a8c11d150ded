using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli;

/// <summary>Which exit code a node's no becomes.</summary>
internal static class ProblemCodes
{
    public static ExitCode Of(string problemType) => problemType switch
    {
        ProblemTypes.NoSuchSource or ProblemTypes.NoSuchSnapshot or ProblemTypes.NothingHealthy or ProblemTypes.NoSuchOutcome => ExitCode.NotFound,
        ProblemTypes.Away or ProblemTypes.Locked => ExitCode.Away,
        ProblemTypes.NeedsYes or ProblemTypes.Invalid or ProblemTypes.WrongConfiguration => ExitCode.Usage,
        _ => ExitCode.Failed,
    };
}
