using ActorBackup.Core.Protocols;

namespace ActorBackup.Node.Http;

/// <summary>A request got a no; the face answers with a problem document.</summary>
internal sealed class RefusedException(Refusal why) : Exception(why.Why)
{
    public RefusedException(RefusalKind kind, string why) : this(new Refusal(kind, why)) { }

    public Refusal Why { get; } = why;
}
