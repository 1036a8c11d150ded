using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Retention;

/// <summary>Moves copies to the trash, brings them back, and empties the trash, as its source has decided and persisted. Child of its source.</summary>
/// <remarks>Plans nothing. What a crash or a failure leaves undone is seen at the next listing, and is done then.</remarks>
internal sealed class RetentionActor : ReceiveActor
{
    private readonly SourceLocation _source;
    private readonly IClaim _claim;
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Func<Task<object>>> _waiting = [];
    private bool _busy;

    public static Props Props(SourceLocation source, IClaim claim) => Akka.Actor.Props.Create(() => new RetentionActor(source, claim));

    public RetentionActor(SourceLocation source, IClaim claim)
    {
        (_source, _claim) = (source, claim);
        Receive<RetentionProtocol.CarryOut>(order => Begin(() => CarryOutAsync(order.Deeds)));
        Receive<RetentionProtocol.Measure>(order => Begin(() => MeasureAsync(order.Stores)));
        Receive<RetentionProtocol.CarriedOut>(Answer);
        Receive<RetentionProtocol.Measured>(Answer);
        Receive<Status.Failure>(failure => throw new IOException($"Cleaning up after {source.Id} broke off: {failure.Cause.Message}", failure.Cause));
    }

    protected override void PostStop() => _stop.Cancel();

    private void Begin(Func<Task<object>> work)
    {
        _waiting.Enqueue(work);
        Next();
    }

    private void Next()
    {
        if (_busy || !_waiting.TryDequeue(out var work)) return;
        _busy = true;
        Task.Run(work, _stop.Token).PipeTo(Self);
    }

    private void Answer(object answer)
    {
        _busy = false;
        Context.Parent.Tell(answer);
        Next();
    }

    private async Task<object> CarryOutAsync(ImmutableList<Deed> deeds)
    {
        var results = ImmutableList.CreateBuilder<RetentionProtocol.Result>();
        foreach (var deed in deeds) results.Add(await CarryOutAsync(deed));
        return new RetentionProtocol.CarriedOut(results.ToImmutable());
    }

    private async Task<RetentionProtocol.Result> CarryOutAsync(Deed deed)
    {
        try
        {
            return new RetentionProtocol.Result(deed, await DoAsync(deed), null);
        }
        catch (StoreException failure)
        {
            return new RetentionProtocol.Result(deed, null, failure);
        }
    }

    private async Task<StoredCopy?> DoAsync(Deed deed)
    {
        CheckClaim(deed);
        switch (deed)
        {
            case Deed.Untrash d: return await d.Store.UntrashAsync(_source, d.Id, d.Copy, _stop.Token);
            case Deed.Trash d: await d.Store.TrashAsync(_source, d.Id, d.Copy, _stop.Token); break;
            case Deed.Describe d: await d.Store.DescribeAsync(d.SideCar, d.Copy, _stop.Token); break;
            case Deed.Empty d: await d.Store.EmptyTrashAsync(_source, d.Ids, _claim, _stop.Token); break;
            default: throw new NotSupportedException($"A deed of kind {deed.GetType().Name} is not known.");
        }

        return null;
    }

    private void CheckClaim(Deed deed)
    {
        if (!_claim.Holds) throw new StoreException(StoreFailure.NotOwner, $"store {deed.Store.Name}: this node's ownership of {_source.Id} has ended; nothing more was changed");
    }

    private async Task<object> MeasureAsync(ImmutableList<IBackupStore> stores)
    {
        var spaces = ImmutableDictionary.CreateBuilder<StoreName, StoreSpace>();
        foreach (var store in stores)
        {
            try
            {
                spaces[store.Name] = await store.SpaceAsync(_source, _stop.Token);
            }
            catch (StoreException)
            {
                continue;   // away, or about to be: nothing is emptied there
            }
        }

        return new RetentionProtocol.Measured(spaces.ToImmutable());
    }
}
