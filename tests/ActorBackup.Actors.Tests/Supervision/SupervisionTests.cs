using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Supervision;

public sealed class SupervisionTests
{
    public static TheoryData<Exception, Directive> PartRows => new()
    {
        { new StoreException(StoreFailure.Damaged, "damaged"), Directive.Stop },
        { new StoreException(StoreFailure.Transient, "broken"), Directive.Restart },
        { new IOException("broken"), Directive.Restart },
        { new TimeoutException(), Directive.Restart },
        { new InvalidOperationException("a bug"), Directive.Restart },
        { new ActorInitializationException("no constructor"), Directive.Stop },
        { new ActorKilledException("killed"), Directive.Stop },
        { new OutOfMemoryException(), Directive.Escalate },
    };

    public static TheoryData<Exception, Directive> NodeRows => new()
    {
        { new IOException("broken"), Directive.Stop },
        { new InvalidOperationException("a bug"), Directive.Stop },
        { new OutOfMemoryException(), Directive.Escalate },
    };

    [Theory, MemberData(nameof(PartRows))]
    public void Decides_what_happens_to_a_part(Exception failure, Directive expected) => Assert.Equal(expected, PartSupervision.Decide(failure));

    [Theory, MemberData(nameof(NodeRows))]
    public void Decides_what_happens_to_a_part_of_the_node(Exception failure, Directive expected) => Assert.Equal(expected, NodeSupervision.Decide(failure));
}
