namespace ActorBackup.Core.Ownership;

/// <summary>Until when one incarnation's rights last. Safe from any thread.</summary>
/// <remarks>Counted from before a heartbeat was sent that succeeded: others count from after they saw it, so theirs ends later. Once over it never
/// comes back, not even by a heartbeat that was on its way: its row may have been deleted, made again, and hit.</remarks>
public sealed class OwnershipDeadline
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _ttl;
    private long _sentAt;
    private bool _ended;

    /// <param name="time">Its time stamps go on in suspend.</param>
    /// <param name="sentAt">Time stamp from before the joining was sent.</param>
    public OwnershipDeadline(TimeProvider time, TimeSpan ttl, long sentAt) => (_time, _ttl, _sentAt) = (time, ttl, sentAt);

    public bool Holds
    {
        get { lock (_gate) return !_ended && !(_ended = Left <= TimeSpan.Zero); }
    }

    /// <summary>Zero once it is over.</summary>
    public TimeSpan Remaining
    {
        get { lock (_gate) return _ended || Left <= TimeSpan.Zero ? TimeSpan.Zero : Left; }
    }

    /// <param name="sentAt">Time stamp from before the heartbeat was sent that has succeeded now.</param>
    /// <returns>False if it came too late.</returns>
    public bool Renew(long sentAt)
    {
        lock (_gate)
        {
            if (_ended || (_ended = Left <= TimeSpan.Zero)) return false;
            _sentAt = Math.Max(_sentAt, sentAt);
            return true;
        }
    }

    public void End()
    {
        lock (_gate) _ended = true;
    }

    private TimeSpan Left => _ttl - _time.GetElapsedTime(_sentAt);
}
