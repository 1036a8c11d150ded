using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>How often a lease is renewed, when it ends unrenewed, and how long one call may take.</summary>
public sealed class TimeoutSettings
{
    private static readonly TimeSpan LeastDefaultInterval = TimeSpan.FromSeconds(5);

    /// <exception cref="ArgumentException">The interval is not below half the time-out.</exception>
    public TimeoutSettings(TimeSpan heartbeatInterval, TimeSpan heartbeatTimeout, TimeSpan operationTimeout)
    {
        if (heartbeatInterval >= heartbeatTimeout / 2)
        {
            throw new ArgumentException(
                $"A lease renewed every {heartbeatInterval} cannot end after {heartbeatTimeout}: one lost renewal would end it. "
                + "Set heartbeat-interval to less than half of heartbeat-timeout.", nameof(heartbeatInterval));
        }

        (HeartbeatInterval, HeartbeatTimeout, OperationTimeout) = (heartbeatInterval, heartbeatTimeout, operationTimeout);
    }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan HeartbeatTimeout { get; }

    public TimeSpan OperationTimeout { get; }

    /// <summary>An empty <c>heartbeat-interval</c> is a tenth of the time-out, at least 5 s.</summary>
    public static TimeoutSettings Create(Config config)
    {
        var timeout = config.GetTimeSpan("heartbeat-timeout");
        var tenth = timeout / 10;
        var interval = string.IsNullOrEmpty(config.GetString("heartbeat-interval"))
            ? tenth < LeastDefaultInterval ? LeastDefaultInterval : tenth
            : config.GetTimeSpan("heartbeat-interval");
        return new TimeoutSettings(interval, timeout, config.GetTimeSpan("lease-operation-timeout"));
    }

    public TimeoutSettings WithHeartbeatInterval(TimeSpan heartbeatInterval) => new(heartbeatInterval, HeartbeatTimeout, OperationTimeout);

    public TimeoutSettings WithHeartbeatTimeout(TimeSpan heartbeatTimeout) => new(HeartbeatInterval, heartbeatTimeout, OperationTimeout);

    public TimeoutSettings withOperationTimeout(TimeSpan operationTimeout) => new(HeartbeatInterval, HeartbeatTimeout, operationTimeout);

    public override string ToString() => $"renewed every {HeartbeatInterval}, ends after {HeartbeatTimeout}, {OperationTimeout} a call";
}
