using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Stores;

/// <summary>Supervises one actor per store and passes messages on to it. Child of the node, named <c>stores</c>.</summary>
/// <remarks>Remembers who attends which store, so that a restarted store's actor learns it again.</remarks>
internal sealed class StoresActor : ReceiveActor
{
    private readonly NodeParts _parts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Revival _revival;
    private readonly Dictionary<StoreName, Configured> _stores = [];
    private readonly Dictionary<(StoreName, SourceId), (StoreProtocol.Attend Message, IActorRef Actor)> _attending = [];

    public static Props Props(NodeParts parts) => Akka.Actor.Props.Create(() => new StoresActor(parts));

    public StoresActor(NodeParts parts)
    {
        _parts = parts;
        _revival = new Revival(Context.System.Scheduler, Self, parts.Time);
        Receive<Configure>(Configure);
        Receive<StoreProtocol.Attend>(Attend);
        Receive<StoreProtocol.Release>(Release);
        Receive<RestartStore>(Restart);
        Receive<Terminated>(Revive);
        Receive<Revival.Due>(due => Start(new StoreName(due.Child)));
    }

    protected override SupervisorStrategy SupervisorStrategy() => PartSupervision.Strategy();

    private void Configure(Configure message)
    {
        foreach (var (gone, old) in _stores.Where(s => !message.Stores.ContainsKey(s.Key)).ToList())
        {
            _stores.Remove(gone);
            Context.Stop(Child(gone));
            _log.Info("store {Store} is no longer configured", old.Settings.Name);
        }

        foreach (var (name, configured) in message.Stores)
        {
            if (_stores.GetValueOrDefault(name) == configured) continue;
            var isNew = !_stores.ContainsKey(name);
            _stores[name] = configured;
            if (isNew && Child(name).IsNobody()) Start(name);
            else Context.Stop(Child(name));   // Terminated starts it again with what is configured now
        }
    }

    private void Start(StoreName name)
    {
        if (!_stores.TryGetValue(name, out var configured) || !Child(name).IsNobody()) return;
        var child = Context.Watch(Context.ActorOf(StoreActor.Props(_parts, configured.Settings, configured.Store), name.Value));
        _revival.Started(name.Value);
        foreach (var ((store, _), (message, actor)) in _attending)
            if (store == name) child.Tell(message, actor);
    }

    private void Revive(Terminated terminated)
    {
        var name = terminated.ActorRef.Path.Name;
        if (!_stores.ContainsKey(new StoreName(name))) return;
        var delay = _revival.After(name);
        _log.Warning("the actor of store {Store} stopped; starts again in {Milliseconds} ms", name, (long)delay.TotalMilliseconds);
    }

    private void Attend(StoreProtocol.Attend message)
    {
        _attending[(message.Store, message.Source.Id)] = (message, Sender);
        if (_stores.ContainsKey(message.Store)) Child(message.Store).Forward(message);
        else Sender.Tell(new StoreProtocol.PlaceIs(message.Store, new PlaceOpening.Away("", $"store {message.Store} is not configured")));
    }

    private void Release(StoreProtocol.Release message)
    {
        _attending.Remove((message.Store, message.Source.Id));
        if (_stores.ContainsKey(message.Store)) Child(message.Store).Forward(message);
    }

    private void Restart(RestartStore message)
    {
        _revival.Forgive(message.Store.Value);
        Context.Stop(Child(message.Store));
    }

    private static IActorRef Child(StoreName name) => Context.Child(name.Value);
}

/// <param name="Stores">All of them; one that is not named goes.</param>
internal sealed record Configure(ImmutableDictionary<StoreName, Configured> Stores);

/// <summary>A store and the settings it was made from.</summary>
internal sealed record Configured(StoreSettings Settings, IBackupStore Store);

internal sealed record RestartStore(StoreName Store);
