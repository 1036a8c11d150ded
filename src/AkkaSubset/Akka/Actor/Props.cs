using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>The recipe for an actor: its class, its constructor's arguments and where it runs. Immutable.</summary>
public class Props : IEquatable<Props>
{
    private IIndirectActorProducer _producer;

    public Props(Type type) : this(type, []) { }

    public Props(Type type, object[] args) => (Type, Arguments) = (type, args ?? []);

    protected Props() => Arguments = [];

    protected Props(Props copy) => (Type, Arguments, Dispatcher, SupervisorStrategy, _producer) =
        (copy.Type, copy.Arguments, copy.Dispatcher, copy.SupervisorStrategy, copy._producer);

    public Type Type { get; private init; }

    public string TypeName => Type.AssemblyQualifiedName;

    public object[] Arguments { get; private init; }

    /// <summary>The path of its configuration; null where the default dispatcher is meant.</summary>
    public string Dispatcher { get; private init; }

    /// <summary>Goes before the strategy the actor itself gives for its children; null if there is none.</summary>
    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    /// <summary>The arguments are evaluated here, once; a restart uses the same again.</summary>
    /// <exception cref="ArgumentException">The expression is not <c>() => new TActor(…)</c>.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression create)
            throw new ArgumentException($"An actor is described by '() => new {typeof(TActor).Name}(…)', not by '{factory}'.", nameof(factory));
        return new Props(create.Type, [.. create.Arguments.Select(ArgumentValue.Of)]) { SupervisorStrategy = supervisorStrategy };
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(typeof(TActor)) { SupervisorStrategy = supervisorStrategy };

    public static Props Create(Type type, params object[] args) => new(type, args);

    /// <summary>The producer makes the actor anew at every restart.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) =>
        new(producer.ActorType, args) { _producer = producer };

    public Props WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(this) { SupervisorStrategy = supervisorStrategy };

    /// <exception cref="TypeLoadException">The constructor failed; the inner exception says how.</exception>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer is null ? (ActorBase)Activator.CreateInstance(Type, Arguments) : _producer.Produce();
        }
        catch (Exception e)
        {
            var arguments = string.Join(", ", Arguments.Select(a => a?.ToString() ?? "null"));
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({arguments})", e);
        }
    }

    public bool Equals(Props other) =>
        ReferenceEquals(this, other)
        || (other is not null && Type == other.Type && Dispatcher == other.Dispatcher && Equals(_producer, other._producer)
            && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.SequenceEqual(other.Arguments));

    public override bool Equals(object obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Dispatcher, Arguments.Length);

    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer?.Release(actor);
}
