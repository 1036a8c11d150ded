using System.Collections.Immutable;

namespace Akka.Cluster.Membership;

/// <summary>All rows, read at some moment between two on the reader's monotonic clock.</summary>
internal sealed record Reading(TimeSpan Started, TimeSpan Ended, ImmutableArray<MemberRow> Rows);
