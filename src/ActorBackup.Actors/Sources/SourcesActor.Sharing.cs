using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Stores;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

/// <summary>Shared sources: run while this node has the right to. A glob is granted as a whole, by its configured name.</summary>
internal sealed partial class SourcesActor
{
    /// <summary>A hand-over waits this long for what is under way; what is cut off then is resolved by the next owner.</summary>
    private static readonly TimeSpan HandOverPatience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, IClaim> _claims = [];
    private readonly Dictionary<string, ICancelable> _leaving = [];

    /// <summary>Children that were told to stop and have not gone yet; their names are taken until then.</summary>
    private readonly HashSet<string> _stopping = [];

    private string _incarnation = "";

    private bool RunsHere(SourceSettings settings) => settings.Shared is null || _parts.Mode == NodeMode.ReadOnly
        || (_claims.TryGetValue(settings.Id.Name, out var claim) && claim.Holds && !_leaving.ContainsKey(settings.Id.Name));

    private IClaim ClaimOf(SourceSettings settings) =>
        settings.Shared is null || _parts.Mode == NodeMode.ReadOnly ? LocalClaim.Instance : _claims[settings.Id.Name];

    private List<SourceSettings> RunningShared(string? name = null) =>
        [.. _running.Values.Where(s => s.Shared is not null && (name is null || s.Id.Name == name))];

    private void Granted(OwnershipProtocol.Granted message)
    {
        var name = message.Source.Name;
        _claims[name] = message.Claim;
        if (_leaving.Remove(name, out var overdue)) overdue.Cancel();
        foreach (var settings in RunningShared(name)) Leave(settings);   // by a former claim
        foreach (var settings in _sources.Where(s => s.Shared is not null && s.Id.Name == name && RunsHere(s))) Run(settings);
    }

    /// <summary>Lets what is under way end, but not for long, then stops the children; once the last is gone the parent hears <see cref="OwnershipProtocol.Released"/>.</summary>
    private void Release(OwnershipProtocol.Release message)
    {
        var name = message.Source.Name;
        if (!_leaving.ContainsKey(name))
            _leaving[name] = Context.System.Scheduler.ScheduleTellOnceCancelable(HandOverPatience, Self, new LeaveNow(name), ActorRefs.NoSender);
        foreach (var settings in RunningShared(name))
        {
            if (Context.Child(settings.Id.Key).IsNobody()) Leave(settings);
            else Context.Child(settings.Id.Key).Tell(new SourceActor.Yield());
        }

        AnswerIfReleased(name);
    }

    private void LeaveAtOnce(LeaveNow overdue)
    {
        if (!_leaving.ContainsKey(overdue.Name)) return;
        foreach (var settings in RunningShared(overdue.Name)) Leave(settings);
    }

    private void AllLost(OwnershipProtocol.AllLost message)
    {
        foreach (var overdue in _leaving.Values) overdue.Cancel();
        _leaving.Clear();
        _claims.Clear();
        var shared = RunningShared();
        foreach (var settings in shared) Leave(settings);
        if (shared.Count > 0) _log.Warning("{Count} shared sources are no longer run here: {Reason}", shared.Count, message.Reason);
    }

    /// <summary>Stops one source here. Nothing of it is watched or held any more.</summary>
    private void Leave(SourceSettings gone)
    {
        var key = gone.Id.Key;
        _running.Remove(key);
        _settled.Remove(gone.Id);
        if (!Context.Child(key).IsNobody() && _stopping.Add(key)) Context.Stop(Context.Child(key));
        _configured!.Watcher.Tell(new WatcherProtocol.Unwatch(gone.Id));
        foreach (var use in gone.Stores) _configured.StoresActor.Tell(new StoreProtocol.Release(use.Store, gone.Location));
        if (gone.Shared is not null) AnswerIfReleased(gone.Id.Name);
    }

    /// <summary>A child that was told to stop is gone: its name is free for the same source under a new claim.</summary>
    private void Stopped(string key)
    {
        _revival.Forget(key);
        if (_running.TryGetValue(key, out var again)) Start(again);
        AnswerIfReleased(NameOf(key));
    }

    private void AnswerIfReleased(string name)
    {
        if (!_leaving.ContainsKey(name) || RunningShared(name).Count > 0 || _stopping.Any(key => NameOf(key) == name)) return;
        _leaving.Remove(name, out var overdue);
        overdue!.Cancel();
        Context.Parent.Tell(new OwnershipProtocol.Released(SourceId.Parse(name), _claims.Remove(name, out var claim) ? claim.Epoch : 0));
    }

    private void RaiseEpoch(OwnershipProtocol.RaiseEpoch message) => Context.Parent.Tell(message);

    private Refusal RunsElsewhere(SourceId source) => new(RefusalKind.Away, _parts.Mode == NodeMode.OneShot
        ? $"{source} is shared, and only a node that runs can have its ownership: start `actorbackup node`, then ask again."
        : $"{source} is shared, and this node has no ownership of it now: send the request to the node that has ('cluster members' tells which), or again in a moment with the same id.");

    /// <summary>A key is a configured name, for a match of a glob with a dot and more after it.</summary>
    private static string NameOf(string key) => key.Split('.')[0];

    private sealed record LeaveNow(string Name);
}
