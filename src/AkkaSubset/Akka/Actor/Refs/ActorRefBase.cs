namespace Akka.Actor;

/// <summary>Equality, order and text of refs: the path and the incarnation.</summary>
public abstract class ActorRefBase : IActorRef
{
    protected ActorRefBase() { }

    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef sender) => TellInternal(message, sender);

    protected abstract void TellInternal(object message, IActorRef sender);

    public bool Equals(IActorRef other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public override bool Equals(object obj) => Equals(obj as IActorRef);

    public override int GetHashCode() => HashCode.Combine(Path, Path.Uid);

    public int CompareTo(IActorRef other)
    {
        var byPath = Path.CompareTo(other?.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object obj) => CompareTo(obj as IActorRef);

    public override string ToString() => $"[{Path.ToStringWithUid()}]";
}
