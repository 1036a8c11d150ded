using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Output;

/// <summary>Verdicts in their colours.</summary>
internal static class HealthCell
{
    public static Cell Of(SnapshotJson s) => new(s.Health.Verdict, s.Health.Verdict switch
    {
        "healthy" => Paint.Green,
        "suspect" => Paint.Yellow,
        _ => Paint.Red,
    });

    /// <summary>For <c>ok</c>, <c>warn</c>, <c>bad</c>.</summary>
    public static Paint Of(string level) => level switch { "ok" => Paint.Green, "warn" => Paint.Yellow, _ => Paint.Red };
}
