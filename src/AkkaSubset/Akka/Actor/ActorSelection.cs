namespace Akka.Actor;

/// <summary>Actors by their path, whoever is there when a message arrives: none, one, or many by a pattern.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements) => (Anchor, Path) = (anchor, [.. elements.Where(e => e.Length > 0).Select(Element)]);

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path.Split('/')) { }

    /// <summary>Where the path starts.</summary>
    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => "/" + string.Join("/", Path.Select(element => element.ToString()));

    public void Tell(object message, IActorRef sender = null)
    {
        if (message is null)
            throw new InvalidMessageException("A message must not be null.");
        Deliver(Anchor, new ActorSelectionMessage(message, Path, Path.Any(element => element is SelectChildPattern)), sender ?? ActorCell.Current?.Self);
    }

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <exception cref="ActorNotFoundException">Nobody answered in time.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException($"There is no actor at {this}.");
        }
        catch (AskTimeoutException e)
        {
            throw new ActorNotFoundException($"No actor at {this} answered within {timeout}.", e);
        }
    }

    public override bool Equals(object obj) => obj is ActorSelection other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path}), Path({PathString})]";

    protected bool Equals(ActorSelection other) => Anchor.Equals(other.Anchor) && PathString == other.PathString;

    internal static ActorSelection Of(IActorRefProvider provider, ActorPath path) => new(provider.RootGuardianAt(path.Address), path.Elements);

    internal static ActorSelection Of(IActorRefProvider provider, IActorRef anchor, string path)
    {
        if (ActorPath.TryParse(path, out var absolute))
            return Of(provider, absolute);
        return new ActorSelection(path.StartsWith('/') ? provider.RootGuardian : anchor, path);
    }

    /// <summary>Goes down the path from <paramref name="start"/> as far as its actors are here.</summary>
    internal static void Deliver(IActorRef start, ActorSelectionMessage message, IActorRef sender)
    {
        var at = start;
        for (var i = 0; i < message.Elements.Length; i++)
        {
            if (at is not LocalActorRef local)
            {
                at.Tell(message.Copy(elements: message.Elements[i..]), sender);
                return;
            }

            if (message.Elements[i] is SelectChildPattern pattern)
            {
                FanOut(local, pattern, message.Copy(elements: message.Elements[(i + 1)..]), sender);
                return;
            }

            at = message.Elements[i] is SelectParent ? local.Parent : ((SelectChildName)message.Elements[i]).Below(local);
        }

        if (at is EmptyLocalActorRef and not DeadLetterActorRef)
            at.Tell(message, sender);
        else
            at.Tell(message.Message, sender);
    }

    private static void FanOut(LocalActorRef parent, SelectChildPattern pattern, ActorSelectionMessage rest, IActorRef sender)
    {
        foreach (var child in parent.Cell.GetChildren().Where(child => pattern.Matches(child.Path.Name)))
            Deliver(child, rest, sender);
    }

    private static SelectionPathElement Element(string text) => text switch
    {
        ".." => SelectParent.Instance,
        _ when text.AsSpan().ContainsAny('*', '?') => new SelectChildPattern(text),
        _ => new SelectChildName(text),
    };
}
