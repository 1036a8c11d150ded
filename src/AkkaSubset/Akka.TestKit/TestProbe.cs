using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>Another test actor with expectations of its own, which can stand for an actor as its ref.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string testProbeName = null) : base(assertions, system, testProbeName) { }

    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message that was taken last.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;
    IInternalActorRef IInternalActorRef.Parent => Internal.Parent;
    IActorRefProvider IInternalActorRef.Provider => Internal.Provider;
    bool IActorRefScope.IsLocal => Internal.IsLocal;

    private IInternalActorRef Internal => (IInternalActorRef)TestActor;

    /// <summary>Tells as this probe.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Answers who sent the message that was taken last.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Passes the message that was taken last on, with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    public int CompareTo(object obj) => TestActor.CompareTo(obj);

    public override bool Equals(object obj) => TestActor.Equals(obj is TestProbe probe ? probe.TestActor : obj);

    public override int GetHashCode() => TestActor.GetHashCode();

    public override string ToString() => TestActor.ToString();

    public void SendSystemMessage(ISystemMessage message) => Internal.SendSystemMessage(message);

    void ICanTell.Tell(object message, IActorRef sender) => TestActor.Tell(message, sender);
    bool IEquatable<IActorRef>.Equals(IActorRef other) => Equals(other);
    int IComparable<IActorRef>.CompareTo(IActorRef other) => TestActor.CompareTo(other);
    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internal.GetChild(name);
    void IInternalActorRef.Start() => Internal.Start();
    void IInternalActorRef.Stop() => Internal.Stop();
    void IInternalActorRef.Suspend() => Internal.Suspend();
    void IInternalActorRef.Resume(Exception causedByFailure) => Internal.Resume(causedByFailure);
    void IInternalActorRef.Restart(Exception cause) => Internal.Restart(cause);
}
