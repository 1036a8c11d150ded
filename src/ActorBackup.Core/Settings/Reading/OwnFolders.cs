using System.Collections.Immutable;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Which of the node's own folders lie in a folder that is captured: every snapshot would be the next change.</summary>
internal static class OwnFolders
{
    public static ImmutableList<SourceSettings> LeaveOut(ImmutableList<SourceSettings> sources, ImmutableList<StoreSettings> stores, string dataFolder)
    {
        string[] own = [dataFolder, .. stores.SelectMany(store => sources.Select(source => store.PlaceOf(FileOf(source))))];
        return sources.ConvertAll(source => source.Tree is not { } rules ? source
            : source with { Tree = rules with { Own = [.. own.Where(folder => IsBelow(folder, source.Path)).Distinct().Order(StringComparer.Ordinal)] } });
    }

    /// <summary>Of a glob something that could match: its copies lie in its fixed folder, and maybe in others below.</summary>
    private static string FileOf(SourceSettings source) => source.IsGlob ? Path.Join(PathGlob.Parse(source.Path).FixedFolder, "*") : source.Path;

    private static bool IsBelow(string folder, string tree) => folder.StartsWith(tree.TrimEnd('/') + "/", StringComparison.Ordinal);
}
