namespace ActorBackup.Core.Retention;

/// <summary>The rules of rules 6 with their figures; 0 keeps none by that rule.</summary>
public sealed record RetentionPolicy(
    int KeepLast = 10, TimeSpan? Within = null, int Hourly = 24, int Daily = 30, int Weekly = 0, int Monthly = 0, int Yearly = 0,
    int MinKeep = 3, int KeepSuspect = 3);
