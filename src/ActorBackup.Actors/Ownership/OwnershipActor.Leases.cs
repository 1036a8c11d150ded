using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using Akka.Actor;

namespace ActorBackup.Actors.Ownership;

/// <summary>Rights that are taken when somebody asks, and given back when he says so: rows beside those of the sources.</summary>
public sealed partial class OwnershipActor
{
    private ImmutableDictionary<string, Lease> _leases = ImmutableDictionary<string, Lease>.Empty;
    private ImmutableList<Request> _acquiring = [];
    private ImmutableList<Request> _askedToTake = [];
    private ImmutableDictionary<string, IActorRef> _tellWhenFree = ImmutableDictionary<string, IActorRef>.Empty;

    private void AcquireLease(LeaseProtocol.Acquire message)
    {
        var name = OwnershipPolicy.LeasePrefix + message.Name;
        if (_tenure is not { Holds: true } || _isLeaving) Sender.Tell(Unknown(_notJoinedBecause ?? "this node is not in the cluster now"));
        else if (_leases.GetValueOrDefault(name) is { } held && held.Owner != message.Owner) Sender.Tell(new LeaseProtocol.Answer(null, null));
        else if (_leases.GetValueOrDefault(name) is { } same)
        {
            _leases = _leases.SetItem(name, same with { Lost = message.Lost });   // who asked before may be gone
            Sender.Tell(new LeaseProtocol.Answer(same.Claim, null));
        }
        else
        {
            _acquiring = _acquiring.Add(new Request(name, message.Owner, message.Lost, Sender));
            Act();
        }
    }

    private void ReleaseLease(LeaseProtocol.Release message)
    {
        var name = OwnershipPolicy.LeasePrefix + message.Name;
        if (_leases.GetValueOrDefault(name) is not { } held || held.Owner != message.Owner) Sender.Tell(new LeaseProtocol.Answer(null, null));
        else
        {
            _leases = _leases.Remove(name);
            _tellWhenFree = _tellWhenFree.SetItem(name, Sender);
            SetFree(name);
            Act();
        }
    }

    /// <summary>After a round: who got what he asked for, and who is to be taken into the next one.</summary>
    private void AnswerLeases(OwnershipWork.Done done)
    {
        foreach (var request in _askedToTake.Where(request => !_leases.ContainsKey(request.Name)))
            request.Asker.Tell(done.Failure is null ? new LeaseProtocol.Answer(null, null) : Unknown(done.Failure.Message));
        _askedToTake = [];
        if (done.Reading is null) return;
        foreach (var request in _acquiring) Try(request);
        _acquiring = [];
    }

    private void Try(Request request)
    {
        var row = _view.Sources.GetValueOrDefault(request.Name) ?? new SourceRow(request.Name, null, 0);
        if (_tenure is not { Holds: true } tenure) request.Asker.Tell(Unknown("this node has just lost its place in the cluster"));
        else if (_toFree.ContainsKey(request.Name) || _leases.ContainsKey(request.Name) || _askedToTake.Exists(other => other.Name == request.Name)) request.Asker.Tell(new LeaseProtocol.Answer(null, null));
        else if (row.Owner == tenure.Incarnation)
        {
            // By a call whose answer was lost: the next attempt finds it free.
            _toFree = _toFree.SetItem(row.Source, row);
            request.Asker.Tell(new LeaseProtocol.Answer(null, null));
        }
        else if (!_policy.IsFree(_view, row, Now)) request.Asker.Tell(new LeaseProtocol.Answer(null, null));
        else
        {
            _askedToTake = _askedToTake.Add(request);
            _toTake = _toTake.Add(new OwnershipStep.Take(row, "asked for"));
        }
    }

    private void GrantLease(SourceRow row, long generation)
    {
        if (_askedToTake.Find(request => request.Name == row.Source) is not { } request || _tenure is not { Holds: true } tenure) return;
        _held = _held.SetItem(row.Source, new Holding(row.Epoch, generation, IsReleasing: false));
        var claim = tenure.Claim(row.Source, row.Epoch);
        _leases = _leases.SetItem(row.Source, new Lease(request.Owner, claim, request.Lost));
        request.Asker.Tell(new LeaseProtocol.Answer(claim, null));
    }

    private void TellFreed(ImmutableList<SourceRow> freed)
    {
        foreach (var row in freed)
            if (_tellWhenFree.GetValueOrDefault(row.Source) is { } asker) asker.Tell(new LeaseProtocol.Answer(null, null));
        _tellWhenFree = _tellWhenFree.RemoveRange(freed.Select(row => row.Source));
    }

    private void LoseLeases(string reason)
    {
        foreach (var lease in _leases.Values) lease.Lost(reason);
        foreach (var asker in _tellWhenFree.Values) asker.Tell(new LeaseProtocol.Answer(null, null));
        (_leases, _tellWhenFree) = (_leases.Clear(), _tellWhenFree.Clear());
    }

    private static LeaseProtocol.Answer Unknown(string why) => new(null, why);

    private sealed record Request(string Name, string Owner, Action<string> Lost, IActorRef Asker);

    private sealed record Lease(string Owner, IClaim Claim, Action<string> Lost);
}
