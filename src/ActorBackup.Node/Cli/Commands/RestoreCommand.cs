using System.CommandLine;
using System.Globalization;
using ActorBackup.Client;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Puts a snapshot back: in its place after a safety snapshot, elsewhere, or on stdout.</summary>
internal sealed class RestoreCommand : Verb
{
    private readonly Argument<string[]> _what = new("SOURCE [ID] [PATH]")
    {
        Description = "The source, which may be left out if there is one; an id, a unique prefix, or latest (default); of a folder, a file or folder in it",
        Arity = new ArgumentArity(0, 3),
    };

    private readonly Option<string?> _at = new("--at") { Description = "The newest healthy one at or before this time", HelpName = "TIME" };
    private readonly Option<string?> _tier = new("--tier") { Description = "The newest of a tier", HelpName = "T" };
    private readonly Option<string?> _store = new("--store") { Description = "From this store", HelpName = "S" };
    private readonly Option<string?> _to = new("--to") { Description = "To this file, or into this existing folder; of a folder, into this one", HelpName = "PATH" };
    private readonly Option<bool> _stdout = new("--stdout") { Description = "Write the content to stdout" };
    private readonly Option<string[]> _include = new("--include") { Description = "Of a folder: only what this pattern matches, such as *.py", HelpName = "GLOB" };
    private readonly Option<bool> _delete = new("--delete") { Description = "Of a folder: remove what is there and not in the snapshot" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be done" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a read-only target" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };

    public RestoreCommand(Sessions sessions) : base("restore", "Put a snapshot back; in place it takes a safety snapshot; asks before it replaces a file", sessions)
    {
        Add(_what);
        foreach (var option in (Option[])[_at, _tier, _store, _to, _stdout, _include, _delete, _dryRun, _force, _yes]) Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_stdout) && (result.GetValue(_to) is not null || result.GetValue(_dryRun))) result.AddError("--stdout goes with neither --to nor --dry-run");
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var toStdout = arguments.GetValue(_stdout);
        var dryRun = arguments.GetValue(_dryRun);
        await using var door = await session.OpenAsync(toStdout || dryRun ? NodeNeed.Look : NodeNeed.Change, stop);
        var (source, id, inside) = await MeantAsync(door.Client, arguments.GetValue(_what) ?? [], stop);
        var at = Time(arguments.GetValue(_at));
        var chosen = await ChooseAsync(door.Client, source, id, at, arguments, stop);
        WarnOfPassed(session.Terminal, chosen);
        var isTree = chosen.FilesChanged is not null;
        if (!isTree && inside is not null) throw new CliException(ExitCode.Usage, $"{source.Source} is a file: '{inside}' is no id of its snapshots, and a path is for folders");

        if (toStdout)
        {
            if (isTree && inside is null) throw new CliException(ExitCode.Usage, $"{source.Source} is a folder: name the file in it, as in `restore {source.Source} latest PATH --stdout`");
            await (inside is null
                ? door.Client.CopyContentAsync(source.Key, chosen.Id, session.World.OutBytes, stop)
                : door.Client.CopyFileAsync(source.Key, chosen.Id, inside, session.World.OutBytes, stop));
            return ExitCode.Ok;
        }

        var to = arguments.GetValue(_to) is { } path ? session.World.Absolute(path) : null;
        if (!dryRun && !arguments.GetValue(_yes) && Replaced(chosen, to, isTree, inside) is { } replaced && !Agreed(session.Terminal, chosen, replaced)) return ExitCode.Usage;

        var request = new RestoreRequest(
            Guid.CreateVersion7().ToString(), chosen.Id, Tier: null, Store: arguments.GetValue(_store), To: to, DryRun: dryRun, Force: arguments.GetValue(_force),
            Path: inside is null ? null : Inside(chosen, inside), Include: arguments.GetValue(_include), Delete: arguments.GetValue(_delete));
        var outcome = await AskAsync(door.Client, session.Terminal, source, request, stop);
        return Print(session.Terminal, chosen, outcome, to ?? (inside is null ? null : Path.Join(chosen.Path, Inside(chosen, inside))), dryRun);
    }

    /// <summary>A single word is the source if one has that name, else, with one source, the id.</summary>
    private static async Task<(SourceNameJson Source, string Id, string? Path)> MeantAsync(IBackupClient client, string[] words, CancellationToken stop)
    {
        if (words.Length == 3) return (await client.SourceAsync(words[0], stop), words[1], words[2]);
        if (words.Length == 2) return IsId(words[1]) ? (await client.SourceAsync(words[0], stop), words[1], null) : (await client.SourceAsync(words[0], stop), "latest", words[1]);
        if (words.Length == 0) return (await client.SourceAsync(null, stop), "latest", null);
        var all = await client.GetSourcesAsync(null, stop);
        var isId = all.Count == 1 && all[0].Source != words[0] && all[0].Key != words[0] && (words[0] == "latest" || char.IsAsciiDigit(words[0][0]));
        return isId ? (all[0], words[0], null) : (await client.SourceAsync(words[0], stop), "latest", null);
    }

    /// <summary>Of two words the second may also be a path.</summary>
    private static bool IsId(string word) => word == "latest" || word.All(c => char.IsAsciiDigit(c) || c == '_');

    /// <summary>Relative to the source's folder, however it was written.</summary>
    private static string Inside(SnapshotJson chosen, string path) =>
        path.StartsWith(chosen.Path + "/", StringComparison.Ordinal) ? path[(chosen.Path!.Length + 1)..] : path;

    private async Task<SnapshotJson> ChooseAsync(
        IBackupClient client, SourceNameJson source, string id, DateTimeOffset? at, ParseResult arguments, CancellationToken stop)
    {
        if (arguments.GetValue(_tier) is not { } tier) return await client.GetSnapshotAsync(source.Key, id, at, arguments.GetValue(_store), stop);
        var ofTier = (await client.GetSnapshotsAsync(source.Key, all: false, stop)).LastOrDefault(s => s.Tier == tier && s.Health.Verdict == "healthy");
        return ofTier is null
            ? throw new CliException(ExitCode.NotFound, $"{source.Source} has no healthy snapshot of tier '{tier}'; `actorbackup snapshots {source.Source}` lists them")
            : await client.GetSnapshotAsync(source.Key, ofTier.Id, null, arguments.GetValue(_store), stop);
    }

    /// <summary>What would be overwritten and must be asked for: always the source itself, elsewhere only a file that is there.</summary>
    private static string? Replaced(SnapshotJson chosen, string? to, bool isTree, string? inside)
    {
        if (to is null) return inside is null ? chosen.Path : Path.Join(chosen.Path, Inside(chosen, inside));
        if (isTree) return Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any() ? $"what is in {to}" : null;
        var file = Directory.Exists(to) ? Path.Join(to, Path.GetFileName(chosen.Path)) : to;
        return File.Exists(file) ? file : null;
    }

    private static bool Agreed(Terminal terminal, SnapshotJson chosen, string replaced)
    {
        if (!terminal.CanAsk)
            throw new CliException(ExitCode.Usage, $"restoring replaces {replaced}: say --yes, or --to PATH to put it elsewhere");
        if (terminal.Confirm($"Replace {replaced} with snapshot {chosen.Id} of {Figures.Time(chosen.TakenAt)} ({Figures.Bytes(chosen.Bytes)})?")) return true;
        terminal.Error.WriteLine("actorbackup: nothing was changed");
        return false;
    }

    private static async Task<OutcomeJson> AskAsync(IBackupClient client, Terminal terminal, SourceNameJson source, RestoreRequest request, CancellationToken stop)
    {
        await using var progress = new Progress(terminal, $"restoring {source.Source}", 1);
        return await client.RestoreAsync(source.Key, request, stop);
    }

    private static ExitCode Print(Terminal terminal, SnapshotJson chosen, OutcomeJson outcome, string? to, bool dryRun)
    {
        if (terminal.Json) terminal.Document(outcome, ReadableJson.Context.OutcomeJson);
        if (outcome.State is "failed" or "refused")
        {
            terminal.Error.WriteLine($"actorbackup: {chosen.Source}: snapshot {chosen.Id} was not restored: {outcome.Reason}");
            return ExitCode.Failed;
        }

        var target = to ?? chosen.Path;
        if (dryRun) terminal.Say(outcome.Reason ?? $"would restore snapshot {chosen.Id} of {chosen.Source} to {target}");
        else if (chosen.FilesChanged is not null) terminal.Say($"restored {target} from snapshot {chosen.Id} of {chosen.Source}: {outcome.Reason}");
        else terminal.Say($"restored snapshot {chosen.Id} of {chosen.Source} to {target}: {Figures.Bytes(chosen.Bytes)}{(outcome.Reason is null ? "" : $"; {outcome.Reason}")}");
        return outcome.State == "incomplete" || chosen.Incomplete ? ExitCode.Incomplete : ExitCode.Ok;
    }

    private static void WarnOfPassed(Terminal terminal, SnapshotJson chosen)
    {
        foreach (var passed in chosen.Passed ?? [])
            terminal.Warn($"passed over the newer snapshot {passed.Id}, {passed.Health.Verdict}: {passed.Health.Reason}");
        if (chosen.Health.Verdict != "healthy") terminal.Warn($"snapshot {chosen.Id} is {chosen.Health.Verdict}: {chosen.Health.Reason}");
        if (chosen.Incomplete) terminal.Warn($"snapshot {chosen.Id} is incomplete: some files could not be read when it was taken");
    }

    /// <summary>Without an offset: the reader's own zone.</summary>
    private static DateTimeOffset? Time(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time
        : throw new CliException(ExitCode.Usage, $"'--at {text}' is no time; write it as '2026-11-20 10:00' or 2026-11-20T10:00:00Z");
}
