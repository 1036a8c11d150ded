using System.Collections.Immutable;
using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>Something a system needs at its start that HOCON cannot say.</summary>
public abstract class Setup
{
    protected Setup() { }

    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}

/// <summary>At most one <see cref="Setup"/> of each class; the last one given counts.</summary>
public sealed class ActorSystemSetup
{
    public static readonly ActorSystemSetup Empty = new([]);

    private readonly ImmutableDictionary<Type, Setup> _setups;

    private ActorSystemSetup(IEnumerable<Setup> setups) =>
        _setups = ImmutableDictionary<Type, Setup>.Empty.SetItems(setups.Select(setup => KeyValuePair.Create(setup.GetType(), setup)));

    public static ActorSystemSetup Create(params Setup[] setup) => new(setup);

    public Option<T> Get<T>() where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? (T)setup : Option<T>.None;

    public ActorSystemSetup WithSetup<T>(T setup) where T : Setup => new(_setups.Values.Append(setup));

    public ActorSystemSetup And<T>(T setup) where T : Setup => WithSetup(setup);

    public override string ToString() => $"ActorSystemSetup({string.Join(", ", _setups.Values)})";
}
