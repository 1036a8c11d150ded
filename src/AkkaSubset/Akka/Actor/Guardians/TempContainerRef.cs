using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>The parent of refs that are no actors, such as those that wait for an answer.</summary>
internal sealed class TempContainerRef(IActorRefProvider provider, ActorPath path, ConcurrentDictionary<string, IInternalActorRef> temps) : MinimalActorRef
{
    public override ActorPath Path { get; } = path;
    public override IActorRefProvider Provider { get; } = provider;

    public override IActorRef GetChild(IReadOnlyList<string> name) =>
        name.Count == 1 && temps.TryGetValue(name[0], out var temp) ? temp : ActorRefs.Nobody;
}
