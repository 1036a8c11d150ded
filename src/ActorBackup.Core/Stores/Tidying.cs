using System.Collections.Immutable;

namespace ActorBackup.Core.Stores;

/// <summary>What maintenance removes from a place: leftovers of nodes that died, and the trash of shared sources that nobody runs any more.</summary>
/// <param name="TemporaryBefore">Half-written files last touched before this, of whichever source.</param>
/// <param name="TrashBefore">Trash of shared sources that are not configured goes if it came there before this.</param>
/// <param name="Configured">The names of all shared sources that some node has configured; null if that is not known now: then no trash is touched.</param>
/// <param name="Most">How many removals one batch may make.</param>
public sealed record Tidying(DateTimeOffset TemporaryBefore, DateTimeOffset TrashBefore, ImmutableHashSet<string>? Configured, int Most);

/// <param name="More">The batch was full; another one may find more.</param>
public sealed record Tidied(int Temporary, int Trash, bool More);
