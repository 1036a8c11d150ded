using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>Shows what excludes leave out of a folder, without a backup.</summary>
public static class ExcludePreview
{
    /// <summary>Every entry that is left out and why, in the order of a walk; not what is inside a folder that is. Walks as it is enumerated.</summary>
    /// <remarks>What cannot be looked at is passed over: a backup reports it.</remarks>
    /// <param name="path">Absolute.</param>
    public static IEnumerable<Exclusion> Of(string path, Excludes excludes)
    {
        var names = AbsolutePath.Split(new RawName(path));
        var at = SnapshotPath.Root;
        foreach (var name in names) at = at.Then(name);
        return Walk(() => RawFolder.TryOpen(AbsolutePath.Of(at).Bytes.ToArray()), at, FolderExcludes.OfTarget(new ExcludeRules(excludes)));
    }

    private static IEnumerable<Exclusion> Walk(Func<RawFolder?> open, SnapshotPath path, FolderExcludes around)
    {
        using var folder = Try(open);
        if (folder is null) yield break;
        var excludes = around.LookedAt(folder);
        var entries = Try(folder.List) ?? [];
        entries.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        foreach (var entry in entries)
        {
            var name = RawName.Own(entry.Name);
            var inside = path.Then(name);
            if (Stat(folder, name) is not { } status) continue;
            if (excludes.Why(inside, status) is { } why) yield return why;
            else if (status.IsFolder)
                foreach (var below in Walk(() => folder.TryEnter(name.Bytes), inside, excludes.Enter(name))) yield return below;
        }
    }

    private static RawStatus? Stat(RawFolder folder, RawName name)
    {
        try { return folder.Stat(name.Bytes); }
        catch (SystemCallException) { return null; }
    }

    private static T? Try<T>(Func<T?> look) where T : class
    {
        try { return look(); }
        catch (SystemCallException) { return null; }
    }
}
