namespace ActorBackup.Repository.Trees;

/// <param name="Name">With its namespace, as in <c>user.origin</c>.</param>
/// <param name="Value">Any bytes, may be empty.</param>
public sealed record ExtendedAttribute(RawName Name, ReadOnlyMemory<byte> Value);
