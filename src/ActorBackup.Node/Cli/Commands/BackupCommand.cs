using System.CommandLine;
using ActorBackup.Client;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Takes snapshots now and waits until they are durable.</summary>
internal sealed class BackupCommand : Verb
{
    private const int AtOnce = 16;
    private readonly Argument<string[]> _sources = new("SOURCE") { Description = "What to snapshot; everything if left out", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = new("--all") { Description = "Every source" };
    private readonly Option<string?> _label = new("--label") { Description = "A word kept with the snapshot", HelpName = "L" };
    private readonly Option<bool> _pin = new("--pin") { Description = "Keep it whatever the policy says" };

    public BackupCommand(Sessions sessions) : base("backup", "Take a snapshot now and wait until it is durable; works with and without a node", sessions)
    {
        Add(_sources);
        Add(_all);
        Add(_label);
        Add(_pin);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var names = arguments.GetValue(_sources) ?? [];
        if (names.Length > 0 && arguments.GetValue(_all)) throw new CliException(ExitCode.Usage, "name sources or say --all, not both");
        await using var door = await session.OpenAsync(NodeNeed.Change, stop);
        var sources = await door.Client.SourcesAsync(names, stop);
        if (sources.Count == 0) throw new CliException(ExitCode.NotFound, "no source is configured here, or no file matches: look at `actorbackup config show`");

        var request = new SignalRequest(Trigger: "manual", Label: arguments.GetValue(_label), Pin: arguments.GetValue(_pin));
        var taken = await TakeAsync(door.Client, sources, request, session.Terminal, stop);
        if (session.Terminal.Json) session.Terminal.Document([.. taken.Select(t => t.Outcome)], ReadableJson.Context.IReadOnlyListOutcomeJson);
        return Verdict(taken);
    }

    private static async Task<IReadOnlyList<DurableResult>> TakeAsync(
        IBackupClient client, IReadOnlyList<SourceNameJson> sources, SignalRequest request, Terminal terminal, CancellationToken stop)
    {
        var results = new DurableResult[sources.Count];
        await using (var progress = new Progress(terminal, "taking snapshots", sources.Count))
        {
            var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
            await Parallel.ForAsync(0, sources.Count, limit, async (i, ended) =>
            {
                results[i] = await DurableSnapshot.TakeAsync(client, sources[i], request, ended);
                progress.StepDone();
            });
        }

        foreach (var result in results) result.Print(terminal);
        return results;
    }

    /// <summary>One failed source of several is 3; if all failed, the code of the first.</summary>
    private static ExitCode Verdict(IReadOnlyList<DurableResult> taken)
    {
        var codes = taken.Select(t => t.Code).ToArray();
        if (codes.All(c => c == ExitCode.Ok)) return ExitCode.Ok;
        return codes.Any(c => c is ExitCode.Ok or ExitCode.Incomplete) ? ExitCode.Incomplete : codes[0];
    }
}
