using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Wire.Json;
using Akka.Actor;

namespace ActorBackup.Node.Hosting.Clustering;

/// <summary>Tells the other nodes, by way of the database, what they must know of this node's local sources when it is gone.</summary>
internal sealed class LocalPublisher : IAsyncDisposable
{
    private const int Few = 200;
    private static readonly TimeSpan LookOften = TimeSpan.FromSeconds(2), LookSeldom = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(1);

    private readonly IActorRef _node;
    private readonly Func<NodeSettings> _settings;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private ImmutableSortedDictionary<string, LocalSourceJson>? _told;
    private long _toldAt;

    /// <param name="node">Gives the status, and passes the lines on to its ownership.</param>
    public LocalPublisher(IActorRef node, Func<NodeSettings> settings, TimeProvider time)
    {
        (_node, _settings, _time) = (node, settings, time);
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var status = await _node.Ask<NodeProtocol.NodeStatus>(new NodeProtocol.GetStatus(null, LocalOnly: true), LookSeldom, _stop.Token);
                Tell(status.Sources);
                await Task.Delay(status.Sources.Count <= Few ? LookOften : LookSeldom, _time, _stop.Token);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The node is busy, or its system is ending; then this ends soon too.
                await Task.Delay(LookOften, _time, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }
    }

    private void Tell(ImmutableList<SourceStatus> sources)
    {
        var lines = sources.ToImmutableSortedDictionary(s => s.Source.Value, LineOf);
        if (_told is { } told && told.SequenceEqual(lines, SameLine.Instance) && _time.GetElapsedTime(_toldAt) < AtLeastEvery) return;
        (_told, _toldAt) = (lines, _time.GetTimestamp());
        var now = _time.GetUtcNow();
        _node.Tell(new OwnershipProtocol.PublishLocal(lines.ToImmutableSortedDictionary(l => l.Key, l => LocalLines.Write(l.Value with { ToldAt = now }))));
    }

    private LocalSourceJson LineOf(SourceStatus s) => new(
        s.Source.Value, s.Source.Key, s.Path, Words.Of(s.State), s.LastSnapshot?.Id.Value, s.LastSnapshot?.TakenAt, s.LastHealthyAt, s.Items,
        [.. s.Stores.Select(store => _settings().Stores.GetValueOrDefault(store.Store)).OfType<CopiesSettings>().Select(c => new LocalPlaceJson(c.Name.Value, c.PlaceOf(s.Path), c.NameTemplate))],
        default);

    /// <summary>Lists within a record are compared by what they hold.</summary>
    private sealed class SameLine : IEqualityComparer<KeyValuePair<string, LocalSourceJson>>
    {
        public static SameLine Instance { get; } = new();

        public bool Equals(KeyValuePair<string, LocalSourceJson> x, KeyValuePair<string, LocalSourceJson> y) =>
            x.Key == y.Key && x.Value.Stores.SequenceEqual(y.Value.Stores) && x.Value with { Stores = y.Value.Stores } == y.Value;

        public int GetHashCode(KeyValuePair<string, LocalSourceJson> obj) => obj.Key.GetHashCode(StringComparison.Ordinal);
    }
}
