using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Event;

namespace Akka.Cluster.Tools.Client;

/// <summary>Looks for a receptionist, talks to it as long as it answers, and looks for another then.</summary>
internal sealed class ClientActor : ReceiveActor, IWithTimers
{
    private readonly ClusterClientSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly MessageBuffer _buffer;
    private ImmutableHashSet<ActorPath> _contacts;
    private TimeSpan _lastHeard;

    public ClientActor(ClusterClientSettings settings)
    {
        (_settings, _contacts, _buffer) = (settings, [.. settings.InitialContacts], new MessageBuffer(settings.BufferSize, Context.System));
        Establishing();
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart()
    {
        ClusterClientMessageSerializer.Register(Context.System);
        Search();
    }

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    private static Delivery Wrap(ClusterClient.Send send) => new(send.Path, send.Message, Everywhere: false);

    private static Delivery Wrap(ClusterClient.SendToAll send) => new(send.Path, send.Message, Everywhere: true);

    private void Establishing()
    {
        Receive<AskForContacts>(_ => Ask());
        Receive<GiveUp>(_ =>
        {
            _log.Warning("No receptionist of [{0}] has answered for [{1}]; the cluster client stops", string.Join(", ", _contacts), _settings.ReconnectTimeout);
            Context.Stop(Self);
        });
        Receive<Contacts>(contacts => Connect(contacts, Sender));
        Receive<IClusterClientMessage>(_ => { }); // of a receptionist that was given up
        Receive<ClusterClient.Send>(send => _buffer.Add(Wrap(send), Sender));
        Receive<ClusterClient.SendToAll>(send => _buffer.Add(Wrap(send), Sender));
    }

    private void Connected(IActorRef receptionist)
    {
        Receive<ClusterClient.Send>(send => receptionist.Forward(Wrap(send)));
        Receive<ClusterClient.SendToAll>(send => receptionist.Forward(Wrap(send)));
        Receive<AskForContacts>(_ => receptionist.Tell(new GetContacts(), Self));
        Receive<HeartbeatDue>(_ => KeepAlive(receptionist));
        Receive<Contacts>(Remember);
        Receive<HeartbeatRsp>(_ => Sender.Equals(receptionist), _ => _lastHeard = Now);
        Receive<ReceptionistShutdown>(_ => Sender.Equals(receptionist), _ => Leave(receptionist, "it has shut down"));
        Receive<IClusterClientMessage>(_ => { });
    }

    /// <summary>The initial contacts stay: they may be right again when all others are gone.</summary>
    private void Remember(Contacts contacts) => _contacts = [.. contacts.Paths.Select(ActorPath.Parse).Union(_settings.InitialContacts)];

    private void Search()
    {
        Timers.StartPeriodicTimer(nameof(AskForContacts), new AskForContacts(), TimeSpan.Zero, _settings.EstablishingGetContactsInterval);
        if (_settings.ReconnectTimeout is { } patience) Timers.StartSingleTimer(nameof(GiveUp), new GiveUp(), patience);
    }

    private void Ask()
    {
        foreach (var contact in _contacts) Context.ActorSelection(contact).Tell(new GetContacts(), Self);
    }

    private void Connect(Contacts contacts, IActorRef receptionist)
    {
        _log.Info("Cluster client is connected to [{0}]", receptionist.Path);
        Remember(contacts);
        _lastHeard = Now;
        Timers.Cancel(nameof(GiveUp));
        Timers.StartPeriodicTimer(nameof(AskForContacts), new AskForContacts(), _settings.RefreshContactsInterval);
        Timers.StartPeriodicTimer(nameof(HeartbeatDue), new HeartbeatDue(), TimeSpan.Zero, _settings.HeartbeatInterval);
        _buffer.Drain(receptionist.Tell);
        Become(() => Connected(receptionist));
    }

    private void KeepAlive(IActorRef receptionist)
    {
        if (Now - _lastHeard > _settings.AcceptableHeartbeatPause) Leave(receptionist, "it does not answer");
        else receptionist.Tell(new Heartbeat(), Self);
    }

    private void Leave(IActorRef receptionist, string why)
    {
        _log.Warning("Cluster client looks for another receptionist than [{0}]: {1}", receptionist.Path, why);
        Timers.Cancel(nameof(HeartbeatDue));
        Become(Establishing);
        Search();
    }

    private sealed record AskForContacts;

    private sealed record HeartbeatDue;

    private sealed record GiveUp;
}
