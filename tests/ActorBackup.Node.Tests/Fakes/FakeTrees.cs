using System.Runtime.CompilerServices;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Trees;
using ActorBackup.Node.Http;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Fakes;

/// <summary>One folder with two files, of which one was changed.</summary>
internal sealed class FakeTrees : ISnapshotTrees
{
    private static readonly TreeEntry Old = new("src/a b.txt", TreeEntryKind.File, 10, Some.Noon, 0x1A4), New = Old with { Bytes = 2048 }, Gone = Old with { Path = "src/gone.txt" };

    /// <summary>Thrown by everything.</summary>
    public RefusedException? Refuses { get; set; }

    public async IAsyncEnumerable<TreeEntry> ListAsync(SourceProtocol.Chosen chosen, string path, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Yield();
        if (Refuses is not null) throw Refuses;
        yield return new TreeEntry("src", TreeEntryKind.Folder, 0, Some.Noon, 0x1ED);
        yield return New;
    }

    public async IAsyncEnumerable<TreeChange> CompareAsync(SourceProtocol.Chosen before, SourceProtocol.Chosen? after, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Yield();
        if (Refuses is not null) throw Refuses;
        yield return new TreeChange(New.Path, TreeChangeKind.Changed, Old, New);
        if (after is null) yield return new TreeChange(Gone.Path, TreeChangeKind.Removed, Gone, null);
    }

    public async IAsyncEnumerable<(Snapshot Snapshot, PathState State)> HistoryAsync(SourceProtocol.Snapshots listed, string path, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Yield();
        if (Refuses is not null) throw Refuses;
        if (path == "nothing") yield break;
        yield return (Answers.Healthy, new PathState(Answers.Healthy.Id, Old, TreeChangeKind.Added, 1, 1));
        yield return (Answers.Suspect, new PathState(Answers.Suspect.Id, Old, null, 0, 1));
    }

    public Task<Stream> OpenFileAsync(SourceProtocol.Chosen chosen, string path, CancellationToken stop) => Task.FromResult<Stream>(new MemoryStream("of a file"u8.ToArray()));
}
