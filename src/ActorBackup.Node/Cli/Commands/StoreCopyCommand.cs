using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Repository;
using ActorBackup.Repository.Copying;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Copies snapshots from one repository to another; what is there already is not copied again.</summary>
internal sealed class StoreCopyCommand : StoreVerb
{
    private readonly Argument<string> _to = new("TO") { Description = "The store to copy to" };
    private readonly Argument<string[]> _snapshots = new("ID") { Description = "Snapshots by the ids that `store list` shows; all if left out", Arity = ArgumentArity.ZeroOrMore };

    public StoreCopyCommand(Sessions sessions) : base("copy", "Copy snapshots of one repository into another", sessions)
    {
        Add(_to);
        Add(_snapshots);
    }

    protected override async Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop)
    {
        var to = SettingsOf(session, arguments.GetValue(_to)!);
        if (to == store) throw new CliException(ExitCode.Usage, $"'{store.Name}' cannot be copied to itself: name another store");
        var terminal = session.Terminal;
        await using var source = await DoorOf(session, store).OpenAsync(stop);
        await using var destination = await DoorOf(session, to).OpenAsync(stop);
        var chosen = await ChosenAsync(source, arguments.GetValue(_snapshots) ?? [], stop);
        var result = await PatientlyAsync(session, () => CopyRun.RunAsync(source, destination, chosen, (here, there) => terminal.Say($"  {here.ToString()[..8]} is {there.ToString()[..8]} there"), stop), stop);
        if (terminal.Json) terminal.Document(new StoreCopyJson(store.Name.Value, to.Name.Value, result.Copied, result.AlreadyThere, result.Added.StoredBytes), ReadableJson.Context.StoreCopyJson);
        terminal.Say($"copied {Figures.Of(result.Copied, "snapshot")} to {to.Name}, {result.AlreadyThere} were there; {Figures.Bytes(result.Added.StoredBytes)} added");
        return ExitCode.Ok;
    }

    private static async Task<IReadOnlyCollection<StoredSnapshot>> ChosenAsync(OpenRepository source, string[] ids, CancellationToken stop)
    {
        if (ids.Length == 0) return await source.SnapshotsAsync(strict: true, stop);
        var chosen = new List<StoredSnapshot>();
        foreach (var id in ids) chosen.Add(await source.FindSnapshotAsync(id, stop));
        return chosen;
    }
}
