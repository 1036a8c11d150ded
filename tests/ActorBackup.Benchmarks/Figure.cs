namespace ActorBackup.Benchmarks;

/// <summary>One measured figure and what it is held to.</summary>
/// <param name="Goal">Null where the figure is only told.</param>
internal sealed record Figure(string Name, string Value, string? Goal, bool Met)
{
    public static Figure AtMost(string name, double value, double goal, string unit) => new(name, $"{value:N1} {unit}", $"at most {goal:N0} {unit}", value <= goal);

    public static Figure AtLeast(string name, double value, double goal, string unit) => new(name, $"{value:N0} {unit}", $"at least {goal:N0} {unit}", value >= goal);

    public static Figure Told(string name, string value) => new(name, value, null, true);
}
