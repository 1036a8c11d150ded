using Akka.Actor;
using Akka.Event;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport;

/// <summary>Another system at one address, whichever incarnation is there: the connections with it, and the frames that wait for one.</summary>
/// <remarks>Of all connections, whoever made them, one carries what this side says, until it is lost. Calling is in the other part.</remarks>
internal sealed partial class Peer(Remoting remoting, Address address)
{
    private const int MostConnections = 4;
    private const int MostWaiting = 10_000;
    private const long MostWaitingBytes = 16 << 20;
    private const long MostQueuedBytes = 64 << 20;

    private readonly Lock _lock = new();
    private readonly Incarnations _incarnations = new();
    private readonly List<Connection> _connections = [];
    private FrameQueue _waiting = new();
    private long _waitingSince;
    private Connection _writer;

    /// <summary>Begins where no former peer of this process with that address can have been, should one have been forgotten.</summary>
    private long _streams = TimeProvider.System.GetTimestamp();

    private long _latestStream;

    public Address Address { get; } = address;

    /// <summary>Held while a message is delivered, so that none of an earlier stream comes in after the first of a later one.</summary>
    public Lock Delivery { get; } = new();

    /// <summary>True if nothing would be lost by forgetting it but which incarnations are retired.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return _connections.Count == 0 && _waiting.Count == 0 && !_isCalling;
        }
    }

    /// <summary>False if there is no room for it, or nobody to take it.</summary>
    /// <param name="isUrgent">There is always room for it.</param>
    public bool TrySend(RemoteEnvelope envelope, bool isUrgent)
    {
        lock (_lock)
        {
            if (_writer is not null)
            {
                if (!isUrgent && _writer.QueuedBytes > MostQueuedBytes)
                    return false;
                if (_writer.TryPost(FrameKind.Envelope, envelope))
                    return true;
            }

            if (IsShut() || (!isUrgent && (_waiting.Count >= MostWaiting || _waiting.Bytes >= MostWaitingBytes)))
                return false;
            NoteWaiting();
            _waiting.Add(FrameKind.Envelope, envelope);
            if (_writer is null)
                StartCalling();
            return true;
        }
    }

    /// <summary>Lets a connection in, or says why not.</summary>
    /// <param name="isProven">This side called the address.</param>
    /// <param name="answer">Sent first if it is let in; null for nothing.</param>
    public Incarnations.Verdict Admit(Connection connection, bool isProven, Hello answer)
    {
        int? former = null;
        bool wasAway;
        Incarnations.Verdict verdict;
        lock (_lock)
        {
            verdict = _incarnations.Judge(connection.Uid, isProven, currentIsLive: _connections.Count > 0);
            if (verdict is Incarnations.Verdict.Retired or Incarnations.Verdict.Unproven)
                return verdict;
            if (verdict == Incarnations.Verdict.Successor)
                Retire((former = _incarnations.Current).Value);
            _incarnations.Accept(connection.Uid);
            if (answer is not null)
                connection.TryPost(FrameKind.Hello, answer);
            MakeRoomForConnection();
            _connections.Add(connection);
            if (_writer is null)
                ChooseWriter();
            wasAway = _isUnreachable || _shutSince != 0;
            (_isUnreachable, _shutSince) = (false, 0);
        }

        if (former is { } uid)
            remoting.AfterQuarantine(Address, uid);
        if (wasAway)
            remoting.Log.Info("{0} can be reached again", Address);
        remoting.AfterLink(this, connection);
        return verdict;
    }

    /// <summary>A connection has ended; what it had not sent goes by another.</summary>
    public void Lose(Connection connection)
    {
        lock (_lock)
        {
            var unsent = connection.Close();
            _connections.Remove(connection);
            if (_writer != connection)
            {
                unsent.Clear();
                return;
            }

            _writer = null;
            if (unsent.Count > 0)
                NoteWaiting();
            unsent.Append(_waiting);
            _waiting = unsent;
            ChooseWriter();
            if (_writer is null && _waiting.Count > 0)
                StartCalling();
        }
    }

    /// <summary>Never again that incarnation.</summary>
    /// <param name="uid">Null for the one that is known.</param>
    public void Quarantine(int? uid)
    {
        int gone;
        lock (_lock)
        {
            if ((uid ?? _incarnations.Current) is not { } known || _incarnations.IsRetired(known))
                return;
            gone = known;
            _waiting.Clear();
            Retire(gone);
        }

        remoting.AfterQuarantine(Address, gone);
    }

    /// <summary>The incarnation has said that it ends.</summary>
    public void TakeGoodbye(int uid)
    {
        lock (_lock)
        {
            _waiting.Clear();
            Retire(uid);
        }

        remoting.AfterGoodbye(Address);
    }

    /// <summary>From now on this connection carries the other side's messages.</summary>
    public void BeginStream(Connection connection, long number)
    {
        lock (Delivery)
        {
            lock (_lock)
            {
                connection.Stream = Math.Max(connection.Stream, number);
                Volatile.Write(ref _latestStream, Math.Max(_latestStream, number));
            }
        }
    }

    /// <summary>To be asked under <see cref="Delivery"/>. False for a connection whose leftovers come after the other side has gone on by another.</summary>
    public bool Carries(Connection connection) => connection.Stream > 0 && connection.Stream >= Volatile.Read(ref _latestStream);

    /// <summary>Says something by silent connections, and gives up those that have been silent too long.</summary>
    /// <param name="mayJudge">False if this process itself may have stood still, so that silence proves nothing.</param>
    public void Tick(bool mayJudge)
    {
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                if (connection.SinceWrite >= remoting.Settings.HeartbeatInterval)
                    connection.TryPost(FrameKind.Heartbeat, new Heartbeat());
                if (mayJudge && connection.Silence > remoting.Settings.AcceptableSilence)
                    connection.Abort();
            }
        }
    }

    private void ChooseWriter()
    {
        foreach (var connection in _connections)
        {
            if (!connection.TryPost(FrameKind.Stream, new Wire.Stream { Number = ++_streams }) || !connection.TryPost(_waiting))
                continue;
            _writer = connection;
            return;
        }
    }

    private void Retire(int uid)
    {
        _incarnations.Retire(uid);
        foreach (var connection in _connections.Where(connection => connection.Uid == uid).ToArray())
        {
            connection.Close().Clear();
            _connections.Remove(connection);
            if (_writer == connection)
                _writer = null;
        }

        Volatile.Write(ref _latestStream, 0);
    }

    private void MakeRoomForConnection()
    {
        if (_connections.Count >= MostConnections)
            _connections.Find(connection => connection != _writer && connection.Stream < _latestStream)?.Abort();
    }

    private void NoteWaiting()
    {
        if (_waiting.Count == 0)
            _waitingSince = TimeProvider.System.GetTimestamp();
    }
}
