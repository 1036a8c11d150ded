namespace ActorBackup.Wire.Messages;

/// <summary>Answers, as sent and back.</summary>
internal static class AnswerMapping
{
    public static AcceptedMessage ToMessage(Accepted a)
    {
        var message = new AcceptedMessage { Id = a.Id, Source = a.Source };
        if (a.Reason is not null) message.Reason = a.Reason;
        return message;
    }

    public static Accepted ToRecord(AcceptedMessage m) => new(m.Id, m.Source, m.HasReason ? m.Reason : null);

    public static OutcomeMessage ToMessage(Outcome o)
    {
        var message = new OutcomeMessage { Id = o.Id, State = o.State, Source = o.Source, MissingStores = { o.MissingStores } };
        if (o.Snapshot is not null) message.Snapshot = o.Snapshot;
        if (o.Reason is not null) message.Reason = o.Reason;
        return message;
    }

    public static Outcome ToRecord(OutcomeMessage m) => new(
        m.Id, m.State, m.Source, m.HasSnapshot ? m.Snapshot : null, [.. m.MissingStores], m.HasReason ? m.Reason : null);

    public static RefusedMessage ToMessage(Refused r)
    {
        var message = new RefusedMessage { Kind = r.Kind, Why = r.Why };
        if (r.Id is not null) message.Id = r.Id;
        return message;
    }

    public static Refused ToRecord(RefusedMessage m) => new(m.Kind, m.Why, m.HasId ? m.Id : null);
}
