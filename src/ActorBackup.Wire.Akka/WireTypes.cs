using System.Collections.Frozen;
using Google.Protobuf;

namespace ActorBackup.Wire.Messages;

/// <summary>Everything that travels, one row each. Rows are added, never changed.</summary>
internal static class WireTypes
{
    private static readonly WireType[] Requests =
    [
        WireType.Of<BackupNow, BackupNowMessage>("backup-now.1", BackupNowMessage.Parser, RequestMapping.ToMessage, RequestMapping.ToRecord),
        WireType.Of<AskRestore, AskRestoreMessage>("ask-restore.1", AskRestoreMessage.Parser, RequestMapping.ToMessage, RequestMapping.ToRecord),
        WireType.Of<GetOutcome, GetOutcomeMessage>("get-outcome.1", GetOutcomeMessage.Parser, RequestMapping.ToMessage, RequestMapping.ToRecord),
        WireType.Of<GetStatus, GetStatusMessage>("get-status.1", GetStatusMessage.Parser, RequestMapping.ToMessage, RequestMapping.ToRecord),
    ];

    private static readonly FrozenDictionary<Type, WireType> RequestByType = Requests.ToFrozenDictionary(row => row.Type);
    private static readonly FrozenDictionary<string, WireType> RequestByTag = Requests.ToFrozenDictionary(row => row.Tag);

    private static readonly WireType[] Others =
    [
        WireType.Of<Accepted, AcceptedMessage>("accepted.1", AcceptedMessage.Parser, AnswerMapping.ToMessage, AnswerMapping.ToRecord),
        WireType.Of<Outcome, OutcomeMessage>("outcome.1", OutcomeMessage.Parser, AnswerMapping.ToMessage, AnswerMapping.ToRecord),
        WireType.Of<Refused, RefusedMessage>("refused.1", RefusedMessage.Parser, AnswerMapping.ToMessage, AnswerMapping.ToRecord),
        WireType.Of<Status, StatusMessage>("status.1", StatusMessage.Parser, StatusMapping.ToMessage, StatusMapping.ToRecord),
        WireType.Of<Forwarded, ForwardedMessage>("forwarded.1", ForwardedMessage.Parser, Wrapped, Unwrapped),
    ];

    public static FrozenDictionary<string, WireType> ByTag { get; } = Requests.Concat(Others).ToFrozenDictionary(row => row.Tag);

    public static FrozenDictionary<Type, WireType> ByType { get; } = Requests.Concat(Others).ToFrozenDictionary(row => row.Type);

    private static ForwardedMessage Wrapped(Forwarded forwarded)
    {
        var row = RequestByType[forwarded.Request.GetType()];
        return new ForwardedMessage { Tag = row.Tag, Request = row.ToMessage(forwarded.Request).ToByteString() };
    }

    /// <summary>Only requests can be wrapped, so that nothing wraps itself.</summary>
    private static Forwarded Unwrapped(ForwardedMessage message) => RequestByTag.TryGetValue(message.Tag, out var row)
        ? new Forwarded((IRequest)row.Read(message.Request.ToByteArray()))
        : throw new FormatException($"'{message.Tag}' is no request that this version knows");
}
