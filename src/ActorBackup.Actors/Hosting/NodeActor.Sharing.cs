using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using Akka.Actor;

namespace ActorBackup.Actors.Hosting;

/// <summary>Between /ownership, which decides, and /sources, which runs. Remembers what was granted, for a /sources that is made anew.</summary>
public sealed partial class NodeActor
{
    private const string NoCluster = "this node is in no cluster";

    private readonly Dictionary<string, IClaim> _claims = [];
    private readonly HashSet<string> _releasing = [];

    /// <summary>What owners write into a shared source's journal beside the node's name.</summary>
    private string _incarnation = "";

    private void Joined(OwnershipProtocol.Joined message)
    {
        _incarnation = message.Incarnation;
        Context.Child(SourcesPart).Tell(message);
    }

    private void Granted(OwnershipProtocol.Granted message)
    {
        _claims[message.Source.Name] = message.Claim;
        _releasing.Remove(message.Source.Name);
        Context.Child(SourcesPart).Tell(message);
    }

    private void Release(OwnershipProtocol.Release message)
    {
        _releasing.Add(message.Source.Name);
        if (Context.Child(SourcesPart).IsNobody()) SayReleased();
        else Context.Child(SourcesPart).Tell(message);
    }

    private void Released(OwnershipProtocol.Released message)
    {
        if (!_releasing.Remove(message.Source.Name)) return;   // granted anew meanwhile
        _claims.Remove(message.Source.Name, out var claim);
        Context.Child(OwnershipPart).Tell(message with { Epoch = claim?.Epoch ?? message.Epoch });
    }

    /// <summary>All children of the former /sources are gone with it.</summary>
    private void SayReleased()
    {
        foreach (var name in _releasing.ToList()) Released(new OwnershipProtocol.Released(SourceId.Parse(name), 0));
    }

    private void AllLost(OwnershipProtocol.AllLost message)
    {
        _claims.Clear();
        _releasing.Clear();
        Context.Child(SourcesPart).Tell(message);
    }

    private void TellOwnership() => Context.Child(OwnershipPart).Tell(new OwnershipProtocol.Configure(
        [.. _settings.Sources.Where(s => s.Shared is not null).Select(s => new SharedSource(s.Id, s.Shared!.Role))]));

    /// <summary>To /ownership, or the answer of a node that has none.</summary>
    private void AskOwnership<T>(T message, Func<T, object?> without)
    {
        if (!Context.Child(OwnershipPart).IsNobody()) Context.Child(OwnershipPart).Forward(message);
        else if (without(message) is { } answer) Sender.Tell(answer);
    }

    private string WhyNoOwner => _parts.Ownership is null ? NoCluster : "this node's part 'ownership' is starting again after a failure";

    private object NoOwner(OwnershipProtocol.GetOwner query) => new OwnershipProtocol.OwnerIs(query.Source, null, Self: false, 0, WhyNoOwner);

    private object NoMembers(OwnershipProtocol.GetMembers query) =>
        new OwnershipProtocol.MembersAre("", [], ImmutableSortedDictionary<string, OwnershipProtocol.Placement>.Empty, WhyNoOwner);
}
