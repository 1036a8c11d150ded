namespace Akka.Actor;

/// <summary>Makes actors that a constructor's arguments alone cannot make.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>Called with an instance that will not be used again.</summary>
    void Release(ActorBase actor);
}
