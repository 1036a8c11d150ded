using System.Collections.Immutable;

namespace ActorBackup.Wire.Messages;

/// <summary>The request is written down and will have its effect once, whatever dies. What became of it is asked for by <paramref name="Id"/>.</summary>
/// <param name="Reason">What it waits for, if it is not under way.</param>
public sealed record Accepted(string Id, string Source, string? Reason = null) : IAnswer;

/// <summary>How far a request has come.</summary>
/// <param name="State"><c>accepted</c>, <c>durable</c>, <c>unchanged</c>, <c>incomplete</c>, <c>failed</c> or <c>refused</c>.</param>
/// <param name="Snapshot">What it made, or what holds the unchanged content.</param>
/// <param name="MissingStores">Stores that do not have it yet.</param>
public sealed record Outcome(
    string Id, string State, string Source, string? Snapshot, ImmutableList<string> MissingStores, string? Reason) : IAnswer
{
    /// <summary>It will not change any more.</summary>
    public bool IsFinal => State != "accepted";

    /// <summary>The content is in a store, written and synced.</summary>
    public bool IsDurable => State is "durable" or "unchanged" or "incomplete";
}

/// <summary>The request has no effect.</summary>
/// <param name="Kind">What kind of no: <c>no-such-source</c>, <c>away</c>, <c>conflict</c>, <c>invalid</c>, <c>failed</c> …, as in the HTTP problem documents. After <c>away</c> and <c>failed</c> it may be asked again, with the same id.</param>
/// <param name="Why">One sentence: what, which, why, what to do next.</param>
public sealed record Refused(string Kind, string Why, string? Id = null) : IAnswer;
