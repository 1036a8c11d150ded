namespace ActorBackup.Wire.Messages;

/// <summary>A status, as sent and back; what does not fit is cut when it is written.</summary>
internal static class StatusMapping
{
    /// <summary>Akka drops frames over 128,000 bytes; a status is never near that.</summary>
    public const int MaxBytes = 100_000;

    /// <summary>Per source in the list: tag and length.</summary>
    private const int Overhead = 8;

    public static StatusMessage ToMessage(Status s)
    {
        var message = new StatusMessage { Node = s.Node, SilentNodes = { s.SilentNodes }, Truncated = true };
        var bytes = message.CalculateSize();
        foreach (var source in s.Sources.Select(ToMessage))
        {
            if ((bytes += source.CalculateSize() + Overhead) > MaxBytes) return message;
            message.Sources.Add(source);
        }

        message.Truncated = s.Truncated;
        return message;
    }

    public static Status ToRecord(StatusMessage m) => new(m.Node, [.. m.Sources.Select(ToRecord)], [.. m.SilentNodes], m.Truncated);

    private static SourceStatusMessage ToMessage(StatusOfSource s)
    {
        var message = new SourceStatusMessage
        {
            Source = s.Source,
            Kind = s.Kind,
            Path = s.Path,
            Owner = s.Owner,
            State = s.State,
            RpoSeconds = s.Rpo.TotalSeconds,
            System = ToMessage(s.System),
            DataSafety = ToMessage(s.DataSafety),
            Processing = ToMessage(s.Processing),
            Stores = { s.Stores.Select(ToMessage) },
        };
        if (s.LastSnapshot is not null) message.LastSnapshot = s.LastSnapshot;
        if (s.LastSnapshotAt is { } taken) message.LastSnapshotAtTicks = taken.UtcTicks;
        if (s.LastHealthyAt is { } healthy) message.LastHealthyAtTicks = healthy.UtcTicks;
        if (s.Items is { } items) message.Items = items;
        if (s.ItemsAtRisk is { } risk) message.ItemsAtRisk = risk;
        return message;
    }

    private static StatusOfSource ToRecord(SourceStatusMessage m) => new(m.Source, m.Kind, m.Path, m.Owner, m.State, TimeSpan.FromSeconds(m.RpoSeconds))
    {
        LastSnapshot = m.HasLastSnapshot ? m.LastSnapshot : null,
        LastSnapshotAt = m.HasLastSnapshotAtTicks ? new DateTimeOffset(m.LastSnapshotAtTicks, TimeSpan.Zero) : null,
        LastHealthyAt = m.HasLastHealthyAtTicks ? new DateTimeOffset(m.LastHealthyAtTicks, TimeSpan.Zero) : null,
        Items = m.HasItems ? m.Items : null,
        ItemsAtRisk = m.HasItemsAtRisk ? m.ItemsAtRisk : null,
        System = ToRecord(m.System),
        DataSafety = ToRecord(m.DataSafety),
        Processing = ToRecord(m.Processing),
        Stores = [.. m.Stores.Select(ToRecord)],
    };

    private static VerdictMessage ToMessage(VerdictOfSource v) => new() { Level = v.Level, Reason = v.Reason };

    private static VerdictOfSource ToRecord(VerdictMessage? m) => m is null ? VerdictOfSource.Unknown : new VerdictOfSource(m.Level, m.Reason);

    private static StoreStatusMessage ToMessage(StoreOfSource s)
    {
        var message = new StoreStatusMessage { Store = s.Store, State = s.State, Pending = s.Pending };
        if (s.Reason is not null) message.Reason = s.Reason;
        return message;
    }

    private static StoreOfSource ToRecord(StoreStatusMessage m) => new(m.Store, m.State, m.Pending, m.HasReason ? m.Reason : null);
}
