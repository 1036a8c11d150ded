namespace Akka.Persistence;

/// <summary>Given to a recovering actor as the last message of its recovery, before any command. It may persist from here on.</summary>
public sealed class RecoveryCompleted
{
    public static readonly RecoveryCompleted Instance = new();
    private RecoveryCompleted() { }
}
