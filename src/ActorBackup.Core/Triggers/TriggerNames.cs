namespace ActorBackup.Core.Triggers;

public static class TriggerNames
{
    /// <summary>As people write it: <c>before-change</c>, <c>manual</c> …</summary>
    public static string Name(this TriggerKind kind) => kind switch
    {
        TriggerKind.BeforeChange => "before-change",
        TriggerKind.Pushed => "pushed",
        TriggerKind.Signal => "signal",
        TriggerKind.Manual => "manual",
        TriggerKind.Items => "items",
        TriggerKind.Startup => "startup",
        TriggerKind.Cron => "cron",
        TriggerKind.Interval => "interval",
        TriggerKind.Change => "change",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of trigger."),
    };

    /// <exception cref="FormatException">The message lists the names there are.</exception>
    public static TriggerKind Parse(string name) => TryParse(name) ?? throw new FormatException(
        $"'{name}' is not a trigger. Triggers are {string.Join(", ", Enum.GetValues<TriggerKind>().Select(Name))}.");

    public static TriggerKind? TryParse(string name)
    {
        foreach (var kind in Enum.GetValues<TriggerKind>())
            if (kind.Name() == name) return kind;
        return null;
    }

    /// <summary>The one that gives <c>{trigger}</c>: the first present in the order of rules 2. Change if there is none.</summary>
    public static TriggerKind First(IEnumerable<TriggerKind> kinds) => kinds.DefaultIfEmpty(TriggerKind.Change).Min();
}
