using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Supervision;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorBackup.Actors.Sources;

/// <summary>Runs one child per source, passes messages on to them, and finds what globs match. Child of the node, named <c>sources</c>.</summary>
/// <remarks>Matches are persisted, so that a vanished one keeps its snapshots listed. A child that stopped starts again after a growing
/// delay; until then, and for what dies with it unread, the asker hears <see cref="SourceProtocol.Refused"/>. Other files of this class:
/// <c>Globs</c>, <c>Sharing</c>, <c>Asking</c> (what concerns all sources at once).</remarks>
internal sealed partial class SourcesActor : ReceivePersistentActor
{
    private readonly NodeParts _parts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Revival _revival;
    private readonly GlobMatches _matches = new();
    private readonly Dictionary<string, SourceSettings> _running = [];
    private ImmutableList<SourceSettings> _sources = [];
    private SourcesProtocol.Configure? _configured;

    public static Props Props(NodeParts parts) => Akka.Actor.Props.Create(() => new SourcesActor(parts));

    public SourcesActor(NodeParts parts)
    {
        _parts = parts;
        _revival = new Revival(Context.System.Scheduler, Self, parts.Time);
        _scan = new Alarm(Context.System.Scheduler, Self, Scan.Now);

        Recover<MatchFound>(e => _matches.Add(e.Source));

        Command<SourcesProtocol.Configure>(Configure);
        Command<SourceProtocol.RestartPart>(message => message.Part is null, Restart);
        Command<SourceProtocol.IReply>(_ => { });   // to what the node asked on its own
        Command<SourceProtocol.IMessage>(PassOn);
        Command<DeadLetter>(AnswerFor);
        Command<Terminated>(terminated => ChildStopped(terminated.ActorRef.Path.Name));
        Command<Revival.Due>(due => Revive(due.Child));
        Command<Scan>(_ => LookForMatches());
        Command<Scanned>(TakeIn);
        Command<WatcherProtocol.FoldersChanged>(_ => LookForMatches());
        Command<SourceActor.Reconciled>(Reconciled);
        Command<OwnershipProtocol.Joined>(message => _incarnation = message.Incarnation);
        Command<OwnershipProtocol.Granted>(Granted);
        Command<OwnershipProtocol.Release>(Release);
        Command<OwnershipProtocol.AllLost>(AllLost);
        Command<OwnershipProtocol.RaiseEpoch>(RaiseEpoch);
        Command<LeaveNow>(LeaveAtOnce);
        Command<NodeProtocol.AwaitReady>(_ => AwaitReady());
        Command<NodeProtocol.GetSources>(GetSources);
        Command<SourcesProtocol.CollectStatus>(CollectStatus);
        Command<SourcesProtocol.SnapshotAll>(_ => SnapshotAll());
        Command<SourcesProtocol.DrainAll>(_ => DrainAll());
        Command<SourceActor.Drained>(Drained);
    }

    public override string PersistenceId => $"sources-{_parts.Node}";

    protected override SupervisorStrategy SupervisorStrategy() => PartSupervision.Strategy();

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        base.PreStart();
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _scan.Cancel();
        base.PostStop();
    }

    private void Configure(SourcesProtocol.Configure message)
    {
        if (_configured is null)
        {
            _incarnation = message.Incarnation;
            foreach (var (name, claim) in message.Claims) _claims[name] = claim;
        }

        _configured = message;
        Arrange();
        _scanned.Clear();
        LookForMatches();
    }

    /// <summary>Starts what is new, stops what is no longer configured, tells the others what changed.</summary>
    private void Arrange()
    {
        _sources = _matches.Expand(_configured!.Settings.Sources);
        var wanted = _sources.ToDictionary(s => s.Id.Key);
        foreach (var gone in _running.Where(r => wanted.GetValueOrDefault(r.Key) is not { } now || (now.Shared is null) != (r.Value.Shared is null)).Select(r => r.Value).ToList())
        {
            Leave(gone);
            _log.Info("{SourceId} is no longer configured{As}; its snapshots stay where they are", gone.Id, wanted.ContainsKey(gone.Id.Key) ? " as it was" : "");
        }

        foreach (var settings in _sources.Where(RunsHere)) Run(settings);
    }

    private void Run(SourceSettings settings)
    {
        var key = settings.Id.Key;
        var isNew = _running.TryAdd(key, settings);
        _running[key] = settings;
        if (_stopping.Contains(key)) return;   // its end starts it again
        if (!Context.Child(key).IsNobody()) Context.Child(key).Tell(new SourceActor.Reconfigure(ContextOf(settings)));
        else if (isNew) Start(settings);
    }

    private void Start(SourceSettings settings)
    {
        if (!RunsHere(settings))
        {
            _running.Remove(settings.Id.Key);   // its claim has ended meanwhile; it comes back with another
            AnswerIfReady();
            return;
        }

        Context.Watch(Context.ActorOf(SourceActor.Props(ContextOf(settings)), settings.Id.Key));
        _revival.Started(settings.Id.Key);
    }

    private SourceContext ContextOf(SourceSettings settings)
    {
        var c = _configured!;
        var stores = c.Stores.Where(s => settings.Stores.Exists(use => use.Store == s.Key)).ToImmutableDictionary();
        return new SourceContext(
            _parts, settings, settings.Shared is null ? c.Settings.TimeZone : TimeZoneInfo.Utc, stores, c.StoresActor, c.Watcher, c.Permits, ClaimOf(settings), _incarnation);
    }

    private void PassOn(SourceProtocol.IMessage message)
    {
        if (!_running.TryGetValue(message.Source.Key, out var settings)) Refuse(Sender, message.Source, NotRunning(message.Source));
        else if (Context.Child(settings.Id.Key) is var child && !child.IsNobody()) child.Forward(message);
        else Refuse(Sender, message.Source, IsRestarting(message.Source));
    }

    private Refusal NotRunning(SourceId source) => _sources.Exists(s => s.Id == source && s.Shared is not null) ? RunsElsewhere(source) : NotThere(source);

    private Refusal NotThere(SourceId source)
    {
        var matches = _sources.Where(s => s.Id.RelativePath is not null && s.Id.Name == source.Name).Select(s => s.Id.Value).ToList();
        if (matches.Count > 0)
            return new Refusal(RefusalKind.NoSuchSource, source.RelativePath is null
                ? $"'{source}' is a glob of {matches.Count} files: name one of them, such as '{matches[0]}'."
                : $"There is no source '{source}'; the files of '{source.Name}' are {Listed(matches)}.");
        return new Refusal(RefusalKind.NoSuchSource, _sources.IsEmpty
            ? $"There is no source '{source}': none is configured, or no file matches yet."
            : $"There is no source '{source}'; there are {Listed([.. _sources.Select(s => s.Id.Name).Distinct()])}.");
    }

    private static string Listed(List<string> names) => string.Join(", ", names.Take(10)) + (names.Count > 10 ? $" and {names.Count - 10} more" : "");

    private Refusal IsRestarting(SourceId source) => NotRunning(source) is { Kind: RefusalKind.Away } away && !_running.ContainsKey(source.Key) ? away : new(RefusalKind.Failed,
        $"{source} is starting again after a failure{(_revival.DueAt(source.Key) is { } at ? $" (at {at:HH:mm:ss}Z)" : "")}: send the request again, with the same id.");

    private static void Refuse(IActorRef asker, SourceId source, Refusal why) => asker.Tell(new SourceProtocol.Refused(source, why));

    /// <summary>A request that died unread in a stopping child's mailbox.</summary>
    private void AnswerFor(DeadLetter letter)
    {
        if (letter.Message is not (SourceProtocol.ICommand or SourceProtocol.IQuery) || letter.Sender.IsNobody()) return;
        if (letter.Recipient.Path.Parent.Equals(Self.Path)) Refuse(letter.Sender, ((SourceProtocol.IMessage)letter.Message).Source, IsRestarting(((SourceProtocol.IMessage)letter.Message).Source));
    }

    private void ChildStopped(string key)
    {
        if (_stopping.Remove(key))
        {
            Stopped(key);
            return;
        }

        if (!_running.TryGetValue(key, out var settings))
        {
            _revival.Forget(key);
            return;
        }

        if (!RunsHere(settings))
        {
            Leave(settings);
            return;
        }

        var delay = _revival.After(key, settings.Shared is null ? null : Revival.ShortDelays);
        _log.Warning("{SourceId} stopped; it starts again in {Milliseconds} ms", settings.Id, (long)delay.TotalMilliseconds);
        Settle(settings.Id, null);
    }

    private void Revive(string key)
    {
        if (_running.TryGetValue(key, out var settings) && Context.Child(key).IsNobody()) Start(settings);
    }

    private void Restart(SourceProtocol.RestartPart message)
    {
        if (!_running.ContainsKey(message.Source.Key))
        {
            Refuse(Sender, message.Source, NotRunning(message.Source));
            return;
        }

        _revival.Forgive(message.Source.Key);
        Context.Stop(Context.Child(message.Source.Key));
        _log.Info("restarted {SourceId}", message.Source);
        Sender.Tell(new SourceProtocol.Done(message.Source, new Outcome(new TriggerId("restart"), OutcomeState.Durable, message.Source)));
    }
}
