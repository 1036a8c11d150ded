using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Actors.Signals;

/// <summary>What a request of another process means to a source.</summary>
internal static class RequestReading
{
    private const string Who = "akka";

    /// <summary>The same with an id, so that a repetition and a question for the outcome have one.</summary>
    /// <exception cref="FormatException">The id cannot be one.</exception>
    public static IRequest WithId(IRequest request, DateTimeOffset now) => request switch
    {
        BackupNow backup => backup with { Id = TriggerReading.Id(backup.Id, now) },
        AskRestore restore => restore with { Id = TriggerReading.Id(restore.Id, now) },
        _ => request,
    };

    /// <summary>The source it is about; null for all.</summary>
    public static string? SourceOf(IRequest request) => request switch
    {
        BackupNow backup => backup.Source,
        AskRestore restore => restore.Source,
        GetOutcome question => question.Source,
        GetStatus question => question.Source,
        _ => throw new NotSupportedException($"{request.GetType().Name} is no request that this version knows."),
    };

    /// <summary>The same without the <c>@NODE</c> that says whose source is meant, and that node; null where none is named.</summary>
    /// <remarks>A file's name may hold an @ too: only what could be a node's name makes it an address.</remarks>
    public static (IRequest Request, NodeId? At) Addressed(IRequest request)
    {
        if (SourceOf(request) is not { } written || written.LastIndexOf('@') is not (> 0 and var at) || !ConfiguredName.IsValid(written[(at + 1)..])) return (request, null);
        var (source, node) = (written[..at], new NodeId(written[(at + 1)..]));
        return (request switch
        {
            BackupNow backup => backup with { Source = source },
            AskRestore restore => restore with { Source = source },
            GetOutcome question => question with { Source = source },
            GetStatus question => question with { Source = source },
            _ => request,
        }, node);
    }

    public static string? IdOf(IRequest request) => request switch
    {
        BackupNow backup => backup.Id,
        AskRestore restore => restore.Id,
        GetOutcome question => question.Id,
        _ => null,
    };

    /// <param name="request">With an id, and about one source.</param>
    /// <exception cref="FormatException">A field has a value that it cannot have; the message says which, and what it may be.</exception>
    public static SourceProtocol.IMessage Read(IRequest request, DateTimeOffset now)
    {
        var source = SourceId.Parse(SourceOf(request) ?? "");
        return request switch
        {
            BackupNow backup => new SourceProtocol.TakeSnapshot(source, TriggerReading.Read(BodyOf(backup), null, now)),
            AskRestore restore => RestoreOf(source, restore),
            GetOutcome question => new SourceProtocol.GetOutcome(source, new TriggerId(question.Id)),
            GetStatus => new SourceProtocol.GetStatus(source),
            _ => throw new NotSupportedException($"{request.GetType().Name} is no request that this version knows."),
        };
    }

    /// <summary>As the same request would look over HTTP, so that both are one.</summary>
    private static SignalRequest BodyOf(BackupNow backup) => new(
        backup.Id, backup.Trigger, backup.Items, backup.Counters.IsEmpty ? null : backup.Counters, backup.Label, backup.Pin, backup.OncePer,
        backup.Saved, backup.ExpectShrink, backup.ResetCount);

    private static SourceProtocol.Restore RestoreOf(SourceId source, AskRestore restore)
    {
        if (restore.To is { } to && !Path.IsPathFullyQualified(to)) throw new FormatException($"'to' is '{to}'; it must be an absolute path");
        var choice = new SnapshotChoice(
            restore.At is null ? restore.Snapshot : null, restore.At, restore.Tier, restore.Store is null ? null : new StoreName(restore.Store));
        return new SourceProtocol.Restore(source, new TriggerId(restore.Id!), choice, restore.To, restore.Force, restore.DryRun, Who);
    }
}
