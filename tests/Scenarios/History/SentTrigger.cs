namespace Scenarios.History;

public enum TriggerAnswer
{
    /// <summary>No answer, or one that promises nothing: it may have been accepted or not.</summary>
    Unknown,
    Refused,
    Accepted,
}

/// <summary>One trigger that a client sent, with the best answer that any of its attempts got.</summary>
/// <param name="Snapshot">The snapshot that an answer named as its outcome, or null.</param>
/// <param name="SavedBefore">Number of the newest save of the source's file that was complete when it was first sent; 0: none.</param>
/// <param name="SentAt">Seconds since the run began, on the sender's monotonic clock; first attempt.</param>
/// <param name="AnsweredAt">Of that answer; null if there was none.</param>
public sealed record SentTrigger(string Id, string Source, TriggerAnswer Answer, string? Snapshot, long SavedBefore, double SentAt, double? AnsweredAt)
{
    public override string ToString() => $"{Source} trigger {Id}, {Answer}{(Snapshot is null ? "" : $" as {Snapshot}")}, sent at {SentAt:N1} s, answered at {AnsweredAt:N1} s";
}
