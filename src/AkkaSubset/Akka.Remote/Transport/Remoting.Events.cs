using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>What the rest of the runtime does about the coming and going of other systems.</summary>
internal interface IRemotingListener
{
    /// <summary>A connection has been made or lost; the last words of an incarnation that lives may be gone.</summary>
    void Linked(Address address);

    /// <summary>The incarnation that was there is gone for ever.</summary>
    void Gone(Address address);
}

/// <summary>Tells the log, the event stream and the rest of the runtime what happened.</summary>
internal sealed partial class Remoting
{
    public void AfterLink(Peer peer, Connection connection)
    {
        connection.Limit(Settings.MaximumFrameSize);
        connection.Reading = Task.Run(() => ReadAsync(peer, connection));
        System.EventStream.Publish(new AssociatedEvent(Address, peer.Address, connection.IsInbound));
        _owner.Linked(peer.Address);
    }

    public void AfterFailedCall(Address address, Exception cause, bool isFirst)
    {
        System.EventStream.Publish(new AssociationErrorEvent(cause, Address, address, inbound: false, LogLevel.WarningLevel));
        if (isFirst)
            Log.Warning("Cannot reach {0}: {1}. Calling again with pauses of up to {2}, as long as there is something to tell it.", address, Why(cause), Settings.LongestRetryPause);
    }

    public void AfterQuarantine(Address address, int uid)
    {
        var quarantined = new QuarantinedEvent(address, uid);
        Log.Warning("{0}", quarantined);
        System.EventStream.Publish(quarantined);
        _owner.Gone(address);
    }

    public void AfterGoodbye(Address address)
    {
        Log.Debug("{0} has said goodbye", address);
        _owner.Gone(address);
    }

    public void AfterBeingQuarantined(Address address, RefusedException refusal)
    {
        Log.Warning("{0} will not talk to this system any more: {1}. Only a restart of this system helps.", address, refusal.Message);
        System.EventStream.Publish(new ThisActorSystemQuarantinedEvent(Address, address));
    }

    private async Task ReadAsync(Peer peer, Connection connection)
    {
        var incoming = new Incoming(this, peer, connection);
        try
        {
            await connection.ReadAsync(incoming.Take).ConfigureAwait(false);
        }
        catch (ProtocolException e)
        {
            Log.Warning("Ended the connection with {0}: it {1}.", peer.Address, e.Message);
        }
        catch (Exception e)
        {
            if (!IsStopping && !connection.IsClosed)
                Log.Info("Lost a connection with {0}: {1}", peer.Address, e is ObjectDisposedException ? "it was silent for too long" : e.Message);
        }

        peer.Lose(connection);
        System.EventStream.Publish(new DisassociatedEvent(Address, peer.Address, connection.IsInbound));
        if (!IsStopping)
            _owner.Linked(peer.Address);
    }
}
