using System.Collections.Immutable;

namespace ActorBackup.Wire.Messages;

/// <summary>Requests, as sent and back.</summary>
internal static class RequestMapping
{
    public static BackupNowMessage ToMessage(BackupNow r)
    {
        var message = new BackupNowMessage
        {
            Source = r.Source,
            Pin = r.Pin,
            Saved = r.Saved,
            ExpectShrink = r.ExpectShrink,
            ResetCount = r.ResetCount,
            Counters = { r.Counters },
        };
        if (r.Id is not null) message.Id = r.Id;
        if (r.Trigger is not null) message.Trigger = r.Trigger;
        if (r.Label is not null) message.Label = r.Label;
        if (r.Items is { } items) message.Items = items;
        if (r.OncePer is not null) message.OncePer = r.OncePer;
        return message;
    }

    public static BackupNow ToRecord(BackupNowMessage m) => new(m.Source)
    {
        Id = m.HasId ? m.Id : null,
        Trigger = m.HasTrigger ? m.Trigger : null,
        Label = m.HasLabel ? m.Label : null,
        Pin = m.Pin,
        Items = m.HasItems ? m.Items : null,
        Counters = m.Counters.ToImmutableSortedDictionary(),
        OncePer = m.HasOncePer ? m.OncePer : null,
        Saved = m.Saved,
        ExpectShrink = m.ExpectShrink,
        ResetCount = m.ResetCount,
    };

    public static AskRestoreMessage ToMessage(AskRestore r)
    {
        var message = new AskRestoreMessage { Source = r.Source, Force = r.Force, DryRun = r.DryRun };
        if (r.Id is not null) message.Id = r.Id;
        if (r.Snapshot is not null) message.Snapshot = r.Snapshot;
        if (r.At is { } at) message.AtTicks = at.UtcTicks;
        if (r.Tier is not null) message.Tier = r.Tier;
        if (r.Store is not null) message.Store = r.Store;
        if (r.To is not null) message.To = r.To;
        return message;
    }

    public static AskRestore ToRecord(AskRestoreMessage m) => new(m.Source)
    {
        Id = m.HasId ? m.Id : null,
        Snapshot = m.HasSnapshot ? m.Snapshot : null,
        At = m.HasAtTicks ? new DateTimeOffset(m.AtTicks, TimeSpan.Zero) : null,
        Tier = m.HasTier ? m.Tier : null,
        Store = m.HasStore ? m.Store : null,
        To = m.HasTo ? m.To : null,
        Force = m.Force,
        DryRun = m.DryRun,
    };

    public static GetOutcomeMessage ToMessage(GetOutcome r)
    {
        var message = new GetOutcomeMessage { Id = r.Id };
        if (r.Source is not null) message.Source = r.Source;
        return message;
    }

    public static GetOutcome ToRecord(GetOutcomeMessage m) => new(m.Id, m.HasSource ? m.Source : null);

    public static GetStatusMessage ToMessage(GetStatus r)
    {
        var message = new GetStatusMessage();
        if (r.Source is not null) message.Source = r.Source;
        return message;
    }

    public static GetStatus ToRecord(GetStatusMessage m) => new(m.HasSource ? m.Source : null);
}
