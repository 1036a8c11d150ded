using Akka.Actor;

namespace Akka.Event;

/// <summary>Who writes a log event: a name and a class.</summary>
public struct LogSource
{
    private LogSource(string source, Type type) => (Source, Type) = (source, type);

    public string Source { get; }
    public Type Type { get; }

    public static LogSource Create(string source, Type t) => new(source, t);

    public static LogSource Create(object o) => o switch
    {
        IActorContext context => new(context.Self.Path.ToString(), TypeOf(context)),
        IActorRef actor => new(actor.Path.ToString(), actor.GetType()),
        Type type => new(type.Name, type),
        string text => new(text, typeof(string)),
        _ => new(o.GetType().Name, o.GetType()),
    };

    /// <summary>Names the system too, for what is no actor.</summary>
    public static LogSource Create(object o, ActorSystem system)
    {
        var source = Create(o);
        return o is IActorContext or IActorRef ? source : new($"{source.Source}({system.Name})", source.Type);
    }

    private static Type TypeOf(IActorContext context) => context.Props.Type;
}
