using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Manifests;

/// <summary>What to persist, in order and all together, and what to answer once that is done.</summary>
/// <param name="Reply">Null where nobody asked.</param>
public sealed record Decision(ImmutableList<ISourceEvent> Events, SourceProtocol.IReply? Reply = null)
{
    public static Decision Nothing { get; } = new([]);

    internal static Decision Refuse(SourceId source, RefusalKind kind, string why) => new([], new SourceProtocol.Refused(source, new Refusal(kind, why)));
}
