namespace ActorBackup.Wire.Json;

/// <summary>What a problem document's <c>type</c> may be: stable names that programs can tell apart.</summary>
public static class ProblemTypes
{
    public const string NoSuchSource = "urn:actorbackup:no-such-source";
    public const string NoSuchSnapshot = "urn:actorbackup:no-such-snapshot";
    public const string NothingHealthy = "urn:actorbackup:nothing-healthy";
    public const string NoSuchOutcome = "urn:actorbackup:no-such-outcome";
    public const string Conflict = "urn:actorbackup:conflict";
    public const string TooOld = "urn:actorbackup:too-old";
    public const string TurnedOff = "urn:actorbackup:turned-off";
    public const string NeedsForce = "urn:actorbackup:needs-force";
    public const string NeedsYes = "urn:actorbackup:needs-yes";
    public const string Away = "urn:actorbackup:away";
    public const string Locked = "urn:actorbackup:locked";
    public const string Invalid = "urn:actorbackup:invalid";
    public const string WrongConfiguration = "urn:actorbackup:wrong-configuration";
    public const string Forbidden = "urn:actorbackup:forbidden";
    public const string NotFound = "urn:actorbackup:not-found";
    public const string Failed = "urn:actorbackup:failed";

    /// <param name="kind">Of a refusal, as messages write it: <c>no-such-source</c>.</param>
    public static string Of(string kind) => $"urn:actorbackup:{kind}";
}
