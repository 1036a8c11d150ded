using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Signals;
using ActorBackup.Actors.Sources;
using ActorBackup.Actors.Stores;
using ActorBackup.Actors.Supervision;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Hosting;

/// <summary>Runs a node: supervises its parts, tells them what is configured, answers for the node as a whole. <c>/user/node</c>.</summary>
/// <remarks>Takes <see cref="NodeProtocol"/>, and passes on <see cref="SourceProtocol"/> and questions of <see cref="OwnershipProtocol"/>. A part that fails is stopped and made anew after a
/// growing delay; then everyone hears of the new one.</remarks>
public sealed partial class NodeActor : ReceiveActor
{
    private const string StoresPart = "stores";
    private const string WatcherPart = "watcher";
    private const string SourcesPart = "sources";
    private const string SignalsPart = "signals";
    private const string OwnershipPart = "ownership";

    private readonly NodeParts _parts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Revival _revival;
    private readonly SemaphoreSlim _permits;
    private readonly DateTimeOffset _startedAt;
    private DateTimeOffset _configuredAt;
    private NodeSettings _settings;
    private ImmutableDictionary<StoreName, StoreInUse> _stores = ImmutableDictionary<StoreName, StoreInUse>.Empty;

    public static Props Props(NodeSettings settings, NodeParts parts) => Akka.Actor.Props.Create(() => new NodeActor(settings, parts));

    public NodeActor(NodeSettings settings, NodeParts parts)
    {
        (_settings, _parts) = (settings, parts);
        (_startedAt, _configuredAt) = (parts.Time.GetUtcNow(), parts.Time.GetUtcNow());
        _permits = new SemaphoreSlim(settings.CapturesAtOnce);
        _revival = new Revival(Context.System.Scheduler, Self, parts.Time);

        Receive<SourceProtocol.IReply>(_ => { });   // to what the node asked on its own
        Receive<SourceProtocol.TakeSnapshot>(message => PassOn(SignalsPart, message));
        Receive<SourceProtocol.IMessage>(message => PassOn(SourcesPart, message));
        Receive<NodeProtocol.GetStatus>(query => Context.Child(SourcesPart).Tell(new SourcesProtocol.CollectStatus(query, Sender)));
        Receive<SourcesProtocol.StatusCollected>(Answer);
        Receive<NodeProtocol.GetSources>(query => Context.Child(SourcesPart).Forward(query));
        Receive<NodeProtocol.AwaitReady>(query => Context.Child(SourcesPart).Forward(query));
        Receive<NodeProtocol.SnapshotEverything>(_ => Context.Child(SourcesPart).Tell(new SourcesProtocol.SnapshotAll()));
        Receive<NodeProtocol.Drain>(_ => Drain());
        Receive<Settled>(settled => Context.ActorOf(DrainingActor.Props(Context.Child(SourcesPart), Context.Child(OwnershipPart), settled.Asker)));
        Receive<OwnershipProtocol.Joined>(Joined);
        Receive<OwnershipProtocol.Granted>(Granted);
        Receive<OwnershipProtocol.Release>(Release);
        Receive<OwnershipProtocol.Released>(Released);
        Receive<OwnershipProtocol.AllLost>(AllLost);
        Receive<OwnershipProtocol.RaiseEpoch>(message => AskOwnership(message, _ => null));
        Receive<OwnershipProtocol.GetOwner>(query => AskOwnership(query with { Source = SourceId.Parse(query.Source.Name) }, NoOwner));
        Receive<OwnershipProtocol.GetMembers>(query => AskOwnership(query, NoMembers));
        Receive<OwnershipProtocol.Leave>(message => AskOwnership(message, _ => new OwnershipProtocol.Left()));
        Receive<OwnershipProtocol.Down>(message => AskOwnership(message, _ => new OwnershipProtocol.Downed(WhyNoOwner)));
        Receive<OwnershipProtocol.PublishLocal>(message => AskOwnership(message, _ => null));
        Receive<OwnershipProtocol.GetLocal>(query => AskOwnership(query, _ => new OwnershipProtocol.LocalIs([], WhyNoOwner)));
        Receive<NodeProtocol.RestartPart>(Restart);
        Receive<NodeProtocol.Reload>(_ => Reload());
        Receive<ReadAgain>(Reloaded);
        Receive<StoresClosed>(closed => Take(closed.Settings, closed.Asker));
        Receive<Terminated>(ChildStopped);
        Receive<Revival.Due>(due => Start(due.Child));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(NodeSupervision.Decide);

    protected override void PreStart()
    {
        OpenStores(_settings);
        foreach (var part in new[] { StoresPart, WatcherPart, SourcesPart, SignalsPart, OwnershipPart }) Create(part);
        TellAll();
    }

    protected override void PostStop()
    {
        foreach (var store in _stores.Values) _ = store.Store.DisposeAsync().AsTask();
    }

    private void Create(string part)
    {
        if (PropsOf(part) is not { } props || !Context.Child(part).IsNobody()) return;
        var made = Context.Watch(Context.ActorOf(props, part));
        if (part == SignalsPart) _parts.Announce?.Invoke(made);
        _revival.Started(part);
    }

    private Props? PropsOf(string part) => part switch
    {
        StoresPart => StoresActor.Props(_parts),
        WatcherPart => _parts.Mode == NodeMode.Run ? WatcherActor.Props(_parts) : null,
        SourcesPart => SourcesActor.Props(_parts),
        SignalsPart => Context.Child(SourcesPart).IsNobody() ? null : SignalsActor.Props(PartsOfSignals()),
        OwnershipPart => _parts.Mode == NodeMode.ReadOnly ? null : _parts.Ownership,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Not a part of a node."),
    };

    private SignalParts PartsOfSignals()
    {
        var system = Context.System;
        return new SignalParts(_parts.Node, Context.Child(SourcesPart), Self, peer => system.ActorSelection($"{peer.Akka}/user/node/{SignalsPart}"), _parts.Time);
    }

    private void Start(string part)
    {
        Create(part);
        if (part == SourcesPart) Create(SignalsPart);   // its own time may have come before there was anyone to pass requests to
        TellAll();
    }

    private void ChildStopped(Terminated terminated)
    {
        var part = terminated.ActorRef.Path.Name;
        var delay = _revival.After(part);
        _log.Error("{Part} stopped; it starts again in {Milliseconds} ms", part, (long)delay.TotalMilliseconds);
        if (part == OwnershipPart) AllLost(new OwnershipProtocol.AllLost("the node's part that holds the ownership has stopped"));
        if (part != SourcesPart) return;
        Context.Stop(Context.Child(SignalsPart));   // it tells the former one
        SayReleased();
    }

    private void TellAll()
    {
        if (Context.Child(StoresPart).IsNobody() || Context.Child(SourcesPart).IsNobody()) return;
        Context.Child(StoresPart).Tell(new Configure(_stores.ToImmutableDictionary(s => s.Key, s => new Configured(s.Value.Settings, s.Value.Store))));
        Context.Child(SourcesPart).Tell(new SourcesProtocol.Configure(_settings, _stores, Context.Child(StoresPart), Context.Child(WatcherPart), _permits, _claims.ToImmutableDictionary(), _incarnation));
        TellOwnership();
    }

    private void OpenStores(NodeSettings settings) => _stores = settings.Stores.ToImmutableDictionary(s => s.Key, s =>
        _stores.GetValueOrDefault(s.Key) is { } open && open.Settings == s.Value ? open : new StoreInUse(s.Value, _parts.OpenStore(s.Value)));

    private void PassOn(string part, SourceProtocol.IMessage message)
    {
        if (!Context.Child(part).IsNobody()) Context.Child(part).Forward(message);
        else Sender.Tell(new SourceProtocol.Refused(message.Source, new Refusal(RefusalKind.Failed,
            $"the node's part '{part}' is starting again after a failure: send the request again, with the same id.")));
    }

    private void Answer(SourcesProtocol.StatusCollected collected) => collected.Asker.Tell(
        new NodeProtocol.NodeStatus(_parts.Node, _parts.Version, _parts.Runtime, _startedAt, _configuredAt, collected.Sources));

    /// <summary>First the watcher tells what is still settling, then the sources finish.</summary>
    private void Drain()
    {
        var asker = Sender;
        if (Context.Child(WatcherPart).IsNobody()) Self.Tell(new Settled(asker));
        else Context.ActorOf(SettlingActor.Props(Context.Child(WatcherPart), asker));
    }

    private void Restart(NodeProtocol.RestartPart message)
    {
        var (part, answer) = (message.Part, new NodeProtocol.Restarted(null));
        if (part is null or WatcherPart or "watch") Stop(WatcherPart);
        else if (part is SourcesPart or StoresPart or SignalsPart || (part == OwnershipPart && _parts.Ownership is not null)) Stop(part);
        else if (_settings.Stores.ContainsKey(new StoreName(part))) Context.Child(StoresPart).Tell(new RestartStore(new StoreName(part)));
        else answer = new NodeProtocol.Restarted($"The node has no part '{part}'; its parts are {WatcherPart}, {SourcesPart}, {StoresPart}, {SignalsPart}{(_parts.Ownership is null ? "" : $", {OwnershipPart}")} and the stores "
            + $"{string.Join(", ", _settings.Stores.Keys)}.");
        Sender.Tell(answer);
    }

    private void Stop(string part)
    {
        _revival.Forgive(part);
        Context.Stop(Context.Child(part));
    }

    private void Reload()
    {
        var asker = Sender;
        if (_parts.ReadSettings is { } read)
            Task.Run(read).PipeTo(Self, Self, reading => new ReadAgain(reading, asker), cause => new ReadAgain(new SettingsReading(null, cause.GetBaseException().Message), asker));
        else asker.Tell(new NodeProtocol.Reloaded(Changed: false, "the node runs without a configuration file"));
    }

    private void Reloaded(ReadAgain again)
    {
        if (again.Reading.Settings is not { } settings)
        {
            again.Asker.Tell(new NodeProtocol.Reloaded(Changed: false, again.Reading.Failure ?? "the configuration could not be read"));
            return;
        }

        ImmutableList<StoreInUse> replaced = [.. _stores.Where(s => settings.Stores.GetValueOrDefault(s.Key) != s.Value.Settings).Select(s => s.Value)];
        Task.Run(async () =>   // the locks of the former must be free before the new ones take them
        {
            foreach (var store in replaced) await store.Store.DisposeAsync();
        }).PipeTo(Self, Self, () => new StoresClosed(settings, again.Asker), _ => new StoresClosed(settings, again.Asker));
    }

    private void Take(NodeSettings settings, IActorRef asker)
    {
        var change = SettingsChange.Between(_settings, settings);
        if (!change.NeedRestart.IsEmpty) _log.Warning("configuration: {Keys} will count from the next start", string.Join(", ", change.NeedRestart));
        (_settings, _configuredAt) = (settings, _parts.Time.GetUtcNow());
        OpenStores(settings);
        TellAll();
        asker.Tell(new NodeProtocol.Reloaded(!change.IsNone, null));
    }

    /// <summary>Nothing is settling any more.</summary>
    internal sealed record Settled(IActorRef Asker);

    private sealed record ReadAgain(SettingsReading Reading, IActorRef Asker);

    private sealed record StoresClosed(NodeSettings Settings, IActorRef Asker);
}
