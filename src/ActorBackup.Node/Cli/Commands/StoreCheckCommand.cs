using System.CommandLine;
using System.Globalization;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Repository.Checking;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Verifies a repository. A node may go on capturing into it meanwhile.</summary>
internal sealed class StoreCheckCommand : StoreVerb
{
    private readonly Option<string?> _readData = new("--read-data")
    {
        Description = "Read the data too: all of it, or a share such as 5%; another share each day", HelpName = "P%", Arity = ArgumentArity.ZeroOrOne,
    };

    public StoreCheckCommand(Sessions sessions) : base("check", "Verify a repository; exit 1 if anything is damaged", sessions) => Add(_readData);

    protected override async Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop)
    {
        var options = new CheckOptions { Reading = arguments.GetResult(_readData) is null ? CheckReading.None : Reading(arguments.GetValue(_readData), session.World.Time) };
        await using var repository = await DoorOf(session, store).OpenAsync(stop);
        var (terminal, findings) = (session.Terminal, new List<Finding>());
        var result = await PatientlyAsync(session, () => CheckRun.RunAsync(repository, options, finding => Report(terminal, findings, finding), stop), stop);
        if (terminal.Json)
            terminal.Document(
                new StoreCheckJson(
                    store.Name.Value, result.IsSound, result.Errors, result.Hints, result.Snapshots, result.Trees, result.Packs, result.PacksRead, result.BytesRead,
                    [.. findings.Select(f => new FindingJson(f.Severity == FindingSeverity.Error ? "error" : "hint", f.Kind.ToString(), f.What, f.Next, f.File?.ToString()))]),
                ReadableJson.Context.StoreCheckJson);
        var read = options.Reading.IsNone ? "; the data itself was not read (--read-data)" : $", {Figures.Bytes(result.BytesRead)} of data read";
        terminal.Say($"{Figures.Count(result.Snapshots)} snapshots, {Figures.Count(result.Trees)} trees, {Figures.Count(result.Packs)} packs{read}");
        terminal.Say(result.IsSound ? $"no errors were found{(result.Hints > 0 ? $", {result.Hints} hints" : "")}" : $"{result.Errors} errors were found");
        return result.IsSound ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Report(Terminal terminal, List<Finding> findings, Finding finding)
    {
        findings.Add(finding);
        if (finding.Severity == FindingSeverity.Error) terminal.Error.WriteLine(finding.ToString());
        else terminal.Say(finding.ToString());
    }

    private static CheckReading Reading(string? share, TimeProvider time)
    {
        if (share is null or "") return CheckReading.All;
        if (!share.EndsWith('%') || !double.TryParse(share[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || percent is not (> 0 and <= 100))
            throw new CliException(ExitCode.Usage, $"--read-data takes a share above 0% and up to 100%, not '{share}'");
        return CheckReading.Percent(percent, run: (long)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalDays);
    }
}
