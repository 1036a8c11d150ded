using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Gives the strategy of the user guardian, by <c>akka.actor.guardian-supervisor-strategy</c>.</summary>
public abstract class SupervisorStrategyConfigurator
{
    protected SupervisorStrategyConfigurator() { }

    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        (SupervisorStrategyConfigurator)Activator.CreateInstance(TypeByName.Find(typeName, "akka.actor.guardian-supervisor-strategy"));

    public abstract SupervisorStrategy Create();
}

public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
