using System.Security.Cryptography;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Stores;

/// <summary>Copies snapshots that a store has missed from another store, oldest first. Child of its source, named <c>catch-up</c>.</summary>
/// <remarks>The content is verified on the way; what does not match its digest is not stored, and the source hears of the damage.</remarks>
internal sealed class CatchUpActor : ReceiveActor
{
    private readonly CancellationTokenSource _stop = new();

    public static Props Props(IClaim claim) => Akka.Actor.Props.Create(() => new CatchUpActor(claim));

    public CatchUpActor(IClaim claim)
    {
        Receive<Copy>(order => Task.Run(() => CopyAsync(order, claim, _stop.Token), _stop.Token).PipeTo(Self, failure: cause => new Broke(order, cause.GetBaseException())));
        Receive<Copied>(Context.Parent.Tell);
        Receive<NotCopied>(Context.Parent.Tell);
        Receive<Broke>(broke => throw new IOException($"Copying {broke.Order.Step.Snapshot.Id} to {broke.Order.Step.To} broke off: {broke.Cause.Message}", broke.Cause));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Broke broke) Context.Parent.Tell(new NotCopied(broke.Order.Step, reason.Message, IsDamage: false, null));
        base.PreRestart(reason, message);
    }

    protected override void PostStop() => _stop.Cancel();

    private static async Task<object> CopyAsync(Copy order, IClaim claim, CancellationToken stop)
    {
        var (step, snapshot) = (order.Step, order.Step.Snapshot);
        try
        {
            await using var content = await order.From.ReadAsync(order.Source, snapshot.Id, step.From, stop);
            await using var staged = await order.To.StageAsync(order.Source, snapshot.Id, order.Epoch, stop);
            var digest = await PourAsync(content, staged, stop);
            if (digest != snapshot.Digest) return new NotCopied(step, "what is stored does not match its digest", IsDamage: true, null);
            return new Copied(step, await staged.CommitAsync(new SideCar(order.Source.Id, order.Source.Path, snapshot), claim, stop));
        }
        catch (StoreException failure)
        {
            return new NotCopied(step, failure.Message, IsDamage: false, failure);
        }
    }

    private static async Task<ContentDigest> PourAsync(Stream content, IStagedCopy into, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        while (await content.ReadAsync(buffer, stop) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await into.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        return ContentDigest.Of(hash.GetHashAndReset());
    }

    /// <summary>Answered by <see cref="Copied"/> or <see cref="NotCopied"/>.</summary>
    /// <param name="Epoch">Of who copies, not of who took the snapshot: a former owner may be writing the same copy still.</param>
    public sealed record Copy(SourceLocation Source, CatchUpStep Step, long Epoch, IBackupStore From, IBackupStore To);

    public sealed record Copied(CatchUpStep Step, StoredCopy Stored);

    /// <param name="IsDamage">The copy that was read is damaged; else the reason passes.</param>
    public sealed record NotCopied(CatchUpStep Step, string Reason, bool IsDamage, StoreException? Cause);

    private sealed record Broke(Copy Order, Exception Cause);
}
