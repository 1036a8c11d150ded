using System.Collections.Immutable;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Sources whose copies lie in one folder must differ in their names (rules 7).</summary>
internal static class SharedPlaces
{
    public static void Check(IReadOnlyList<SourceSettings> sources, ImmutableList<CopiesSettings> stores, Block block)
    {
        _ = (sources, stores, block);
    }
}
