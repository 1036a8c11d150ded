using System.Collections.Concurrent;
using ActorBackup.Core.Ownership;

namespace ActorBackup.Actors.Ownership;

/// <summary>The rights of one incarnation: one deadline, the claims under it, and the timer that ends them when nobody else does. Safe from any thread.</summary>
internal sealed class Tenure : IDisposable
{
    private readonly OwnershipDeadline _deadline;
    private readonly ConcurrentDictionary<string, OwnershipClaim> _claims = new(StringComparer.Ordinal);
    private readonly ITimer _timer;
    private readonly Action<Tenure> _expired;

    /// <param name="sentAt">Time stamp from before the joining was sent.</param>
    /// <param name="expired">Called once on the timer's thread, when claims have ended already.</param>
    public Tenure(string incarnation, TimeProvider time, OwnershipTimes times, long sentAt, Action<Tenure> expired)
    {
        (Incarnation, _expired) = (incarnation, expired);
        _deadline = new OwnershipDeadline(time, times.Ttl, sentAt);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    public string Incarnation { get; }

    public bool Holds => _deadline.Holds;

    /// <inheritdoc cref="OwnershipDeadline.Renew"/>
    public bool Renew(long sentAt)
    {
        if (!_deadline.Renew(sentAt)) return false;
        Arm();
        return true;
    }

    public OwnershipClaim Claim(string source, long epoch)
    {
        var claim = _claims[source] = new OwnershipClaim(_deadline, epoch);
        if (!_deadline.Holds) claim.End();   // the timer was faster, and did not see this one
        return claim;
    }

    public void Raise(string source, long epoch)
    {
        if (_claims.TryGetValue(source, out var claim)) claim.Raise(epoch);
    }

    public void End(string source)
    {
        if (_claims.TryRemove(source, out var claim)) claim.End();
    }

    /// <summary>Ends everything.</summary>
    public void Dispose()
    {
        _deadline.End();
        _timer.Dispose();
        foreach (var claim in _claims.Values) claim.End();
        _claims.Clear();
    }

    private void Look()
    {
        if (_deadline.Holds) Arm();
        else
        {
            Dispose();
            _expired(this);
        }
    }

    // A timer may be early by its own grain; then it is armed again.
    private void Arm() => _timer.Change(_deadline.Remaining + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
}
