using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Stores;

/// <summary>One source that uses a store, as the store's actor sees it.</summary>
internal sealed class Attendant(SourceLocation source, string place, IActorRef actor)
{
    public SourceLocation Source { get; } = source;
    public string Place { get; } = place;
    public IActorRef Actor { get; set; } = actor;

    /// <summary>What the place must show even if this node was never there.</summary>
    public StoreIdentity? Known { get; set; }

    /// <summary>How the place was found last, null before the first look.</summary>
    public PlaceOpening? Last { get; set; }

    /// <summary>A look is under way.</summary>
    public bool Looking { get; set; }

    /// <summary>Another look is wanted after the one under way.</summary>
    public bool Again { get; set; }

    /// <summary>The next answer is to be told even if nothing changed.</summary>
    public bool Asked { get; set; }
}
