namespace ActorBackup.Wire.Json;

/// <summary>How far a request has come (interfaces 3).</summary>
/// <param name="State"><c>accepted</c>, <c>durable</c>, <c>unchanged</c>, <c>incomplete</c>, <c>failed</c> or <c>refused</c>.</param>
public sealed record OutcomeJson(
    string Id, string State, string Source, string? Snapshot, IReadOnlyList<string> MissingStores, string? Reason);

/// <summary>What retention does or would do, a line per snapshot and store.</summary>
/// <param name="Held">Why a changed policy waits for <c>--yes</c>, else null.</param>
public sealed record RetentionJson(string Source, IReadOnlyList<RetentionLineJson> Lines, string? Held);

public sealed record RetentionLineJson(string Id, string Store, bool Kept, IReadOnlyList<string> Reasons);

/// <param name="Changed">False if the file says what it said before.</param>
public sealed record ReloadJson(bool Changed);

/// <param name="Restarted">The source or part that was restarted.</param>
public sealed record RestartJson(string Restarted);

/// <summary>An RFC 9457 problem document with the command line's words in <paramref name="Detail"/>.</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>.</param>
public sealed record ProblemJson(string Type, string Title, int Status, string Detail);
