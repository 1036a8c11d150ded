namespace Akka.Actor.Internal;

/// <summary>An actor that has something to do between its constructor and its first message.</summary>
public interface IInitializableActor
{
    void Init();
}
