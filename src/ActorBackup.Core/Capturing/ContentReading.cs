namespace ActorBackup.Core.Capturing;

/// <summary>What a structural read of the content found.</summary>
/// <param name="ParsedAs"><c>json</c>, <c>jsonl</c>, or null if it was not parsed or did not parse.</param>
/// <param name="Items">Entries of the top array or object, lines of JSON lines, 0 for a scalar, null or white space; null where not parsed.</param>
/// <param name="Failure">Why it does not parse (with the byte offset), else null.</param>
/// <param name="Blank">Nothing but white space, or no byte at all.</param>
public sealed record ContentReading(string? ParsedAs, long? Items, string? Failure, bool Blank);
