using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>Calling the address while there is something to say, with growing pauses.</summary>
internal sealed partial class Peer
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    private bool _isCalling;
    private bool _isUnreachable;
    private long _shutSince;
    private long _probedAt;

    /// <summary>Calls the address to see which incarnation holds it.</summary>
    public void Probe()
    {
        lock (_lock)
        {
            if (_isCalling || remoting.IsStopping || (_probedAt != 0 && TimeProvider.System.GetElapsedTime(_probedAt) < BetweenProbes))
                return;
            (_isCalling, _probedAt) = (true, TimeProvider.System.GetTimestamp());
        }

        _ = Task.Run(ProbeAsync);
    }

    /// <summary>Sends what waits if the other side can be reached, says goodbye, and waits until it has closed its side.</summary>
    public async Task LeaveAsync()
    {
        while (IsAboutToReach())
            await Task.Delay(Glance, TimeProvider.System).ConfigureAwait(false);

        Connection last;
        Connection[] all;
        lock (_lock)
        {
            last = _writer ?? _connections.FirstOrDefault();
            all = [.. _connections];
        }

        if (last is null || !last.TryPost(FrameKind.Goodbye, new Wire.Goodbye()))
            return;
        await last.WhenWritten().ConfigureAwait(false);
        await Task.WhenAll(all.Select(connection => connection.Reading)).ConfigureAwait(false);
    }

    public void CloseAll()
    {
        lock (_lock)
        {
            foreach (var connection in _connections)
                connection.Close().Clear();
            _connections.Clear();
            _writer = null;
            _waiting.Clear();
        }
    }

    private bool IsAboutToReach()
    {
        lock (_lock)
            return _waiting.Count > 0 && _isCalling && !_isUnreachable;
    }

    /// <summary>True for a while after the one who holds the address was found to be refused, or to refuse.</summary>
    private bool IsShut() => _shutSince != 0 && TimeProvider.System.GetElapsedTime(_shutSince) < remoting.Settings.LongestRetryPause;

    private void StartCalling()
    {
        if (_isCalling || remoting.IsStopping)
            return;
        _isCalling = true;
        _ = Task.Run(CallAsync);
    }

    private async Task CallAsync()
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            await TryCallAsync().ConfigureAwait(false);
            if (!GoesOn())
                return;
            try
            {
                await Task.Delay(pause, TimeProvider.System, remoting.Stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!GoesOn())
                return;
        }
    }

    private async Task ProbeAsync()
    {
        await TryCallAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _isCalling = false;
            if (_writer is null && _waiting.Count > 0)
                StartCalling();
        }
    }

    private async Task TryCallAsync()
    {
        try
        {
            if (await remoting.CallAsync(this).ConfigureAwait(false) != Incarnations.Verdict.Retired)
                return;
            if (Shut())
                remoting.Log.Warning("Did not connect to {0}: the incarnation there is quarantined, and only a restart of it helps. What was told to it is dropped.", Address);
        }
        catch (RefusedException e) when (e.IsQuarantined)
        {
            if (Shut())
                remoting.AfterBeingQuarantined(Address, e);
        }
        catch (Exception e)
        {
            DropWhatIsOld();
            if (remoting.IsStopping)
                return;
            remoting.AfterFailedCall(Address, e, isFirst: !_isUnreachable);
            _isUnreachable = true;
        }
    }

    private bool GoesOn()
    {
        lock (_lock)
            return _isCalling = _writer is null && _waiting.Count > 0 && !remoting.IsStopping;
    }

    /// <summary>True for the first time since there was a connection.</summary>
    private bool Shut()
    {
        lock (_lock)
        {
            var isFirst = _shutSince == 0;
            _shutSince = TimeProvider.System.GetTimestamp();
            _waiting.Clear();
            return isFirst;
        }
    }

    /// <summary>Nobody wants commands to be carried out long after they were given up, so nothing waits for longer than a connection may take.</summary>
    private void DropWhatIsOld()
    {
        int dropped;
        lock (_lock)
        {
            if (_waiting.Count == 0 || TimeProvider.System.GetElapsedTime(_waitingSince) < remoting.Settings.ConnectionTimeout)
                return;
            dropped = _waiting.Count;
            _waiting.Clear();
        }

        remoting.Log.Warning("Dropped {0} messages for {1}: it could not be reached for {2}.", dropped, Address, remoting.Settings.ConnectionTimeout);
    }

    private TimeSpan Longer(TimeSpan pause) => 2 * pause < remoting.Settings.LongestRetryPause ? 2 * pause : remoting.Settings.LongestRetryPause;
}
