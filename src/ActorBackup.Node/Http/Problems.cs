using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http;

/// <summary>Which problem document a refusal becomes.</summary>
internal static class Problems
{
    public static ProblemJson Of(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NoSuchSource => new(ProblemTypes.NoSuchSource, "no such source", 404, refusal.Why),
        RefusalKind.NoSuchSnapshot => new(ProblemTypes.NoSuchSnapshot, "no such snapshot", 404, refusal.Why),
        RefusalKind.NothingHealthy => new(ProblemTypes.NothingHealthy, "no healthy snapshot", 404, refusal.Why),
        RefusalKind.Conflict => new(ProblemTypes.Conflict, "conflict", 409, refusal.Why),
        RefusalKind.TooOld => new(ProblemTypes.TooOld, "request too old", 409, refusal.Why),
        RefusalKind.TurnedOff => new(ProblemTypes.TurnedOff, "turned off", 409, refusal.Why),
        RefusalKind.NeedsForce => new(ProblemTypes.NeedsForce, "needs force", 409, refusal.Why),
        RefusalKind.NeedsYes => new(ProblemTypes.NeedsYes, "needs a yes", 409, refusal.Why),
        RefusalKind.Away => new(ProblemTypes.Away, "away", 503, refusal.Why),
        RefusalKind.Locked => new(ProblemTypes.Locked, "locked", 423, refusal.Why),
        RefusalKind.Invalid => new(ProblemTypes.Invalid, "invalid request", 400, refusal.Why),
        RefusalKind.Failed => new(ProblemTypes.Failed, "failed", 500, refusal.Why),
        _ => throw new NotSupportedException($"There is no problem document for {refusal.Kind}."),
    };
}
