using System.IO.Enumeration;

namespace Akka.Actor;

/// <summary>A message on its way down a selection's path.</summary>
public class ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public object Message { get; } = message;

    /// <summary>The part of the path that is still ahead.</summary>
    public SelectionPathElement[] Elements { get; } = elements;

    /// <summary>True if it may have no or many receivers, so that one missing is no loss.</summary>
    public bool WildCardFanOut { get; } = wildCardFanOut;

    public ActorSelectionMessage Copy(object message = null, SelectionPathElement[] elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    public override string ToString() => $"ActorSelectionMessage({string.Join("/", Elements.Select(element => element.ToString()))}) {Message}";
}

/// <summary>One step of a selection's path.</summary>
public abstract class SelectionPathElement
{
    protected SelectionPathElement() { }
}

public class SelectChildName(string name) : SelectionPathElement
{
    public string Name { get; } = name;

    public override bool Equals(object obj) => obj is SelectChildName other && Equals(other);
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    public override string ToString() => Name;

    protected bool Equals(SelectChildName other) => Name == other.Name;

    /// <summary>The child of that name, or a ref to dead letters that knows the path.</summary>
    internal IActorRef Below(LocalActorRef parent)
    {
        if (parent.Path.Depth == 0)
            return parent.Provider.ResolveActorRef(parent.Path / Name);
        var child = parent.GetSingleChild(Name);
        return child.IsNobody() ? new EmptyLocalActorRef(parent.Provider, parent.Path / Name, parent.Cell.SystemImpl.EventStream) : child;
    }
}

/// <summary>A name with '*' for any characters and '?' for one.</summary>
public class SelectChildPattern(string patternStr) : SelectionPathElement
{
    public string PatternStr { get; } = patternStr;

    public override bool Equals(object obj) => obj is SelectChildPattern other && Equals(other);
    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal);
    public override string ToString() => PatternStr;

    protected bool Equals(SelectChildPattern other) => PatternStr == other.PatternStr;

    internal bool Matches(string name) => FileSystemName.MatchesSimpleExpression(PatternStr, name, ignoreCase: false);
}

public class SelectParent : SelectionPathElement
{
    public static readonly SelectParent Instance = new();

    public override bool Equals(object obj) => obj is SelectParent;
    public override int GetHashCode() => nameof(SelectParent).GetHashCode(StringComparison.Ordinal);
    public override string ToString() => "..";
}
