using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Pruning;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Removes the data that no snapshot needs any more. A running node does so daily by itself, and less thoroughly.</summary>
internal sealed class StorePruneCommand : StoreVerb
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be removed, and remove nothing" };

    public StorePruneCommand(Sessions sessions) : base("prune", "Remove what no snapshot needs any more; captures wait meanwhile", sessions) => Add(_dryRun);

    protected override async Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop)
    {
        var (terminal, dryRun, memory) = (session.Terminal, arguments.GetValue(_dryRun), new PruneMemory());
        await using var repository = await DoorOf(session, store).OpenAsync(stop);
        await PruneRun.WarmUpAsync(repository, memory, stop);
        await using var held = await PatientlyAsync(session, () => repository.LockAsync(LockMode.Exclusive, stop), stop);
        var run = await PruneRun.PlanAsync(repository, PruneOptions.Usual(store.PackBytes), memory, stop);
        var done = dryRun
            ? new PruneResult(run.Plan.With(PackFate.Remove).Count() + run.Plan.With(PackFate.RemoveUnindexed).Count() + run.Plan.With(PackFate.Repack).Count(), run.Plan.With(PackFate.Repack).Count(), 0, 0, run.Plan.RepackedBytes, true)
            : await run.CarryOutAsync(held, stop);
        if (terminal.Json)
            terminal.Document(
                new StorePruneJson(store.Name.Value, done.PacksRemoved, done.PacksRepacked, run.Plan.FreedBytes, done.BytesWritten, run.Plan.UnusedBytesLeft, dryRun),
                ReadableJson.Context.StorePruneJson);
        terminal.Say(done.PacksRemoved == 0 ? "nothing to remove"
            : $"{(dryRun ? "would remove" : "removed")} {Figures.Of(done.PacksRemoved, "pack")}, {done.PacksRepacked} of them after moving {Figures.Bytes(done.BytesWritten)} that is used; {Figures.Bytes(run.Plan.FreedBytes)} freed");
        if (run.Plan.UnusedBytesLeft > 0) terminal.Say($"{Figures.Bytes(run.Plan.UnusedBytesLeft)} that nothing uses stay: moving what lies beside them would cost more");
        return ExitCode.Ok;
    }
}
