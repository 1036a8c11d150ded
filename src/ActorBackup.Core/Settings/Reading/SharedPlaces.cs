using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Sources whose copies lie in one folder must differ in their names, and a folder belongs to one store (rules 7).</summary>
internal sealed class SharedPlaces(IReadOnlyList<SourceSettings> sources, Block sourceBlock)
{
    private static readonly SnapshotId AnyId = SnapshotId.Parse("20000101_000000");

    public void Check(ImmutableList<StoreSettings> stores, string dataFolder)
    {
        // Every snapshot writes there: the next change would be its own.
        foreach (var source in sources.Where(s => IsIn(Folder(s), dataFolder)))
            Wrong(source, $"lies in the node's data folder {dataFolder}, which every snapshot changes: name files elsewhere, or move the data folder.");
        foreach (var store in stores.OfType<CopiesSettings>())
        {
            var template = NameTemplate.Parse(store.NameTemplate);
            SourceSettings[] users = [.. sources.Where(s => s.Stores.Exists(u => u.Store == store.Name))];
            foreach (var glob in users.Where(s => s.IsGlob)) CheckMatches(glob, store, template);
            // A source's own name in the template settles it for all others.
            if (template.Has("source")) continue;
            CheckFiles(users.Where(s => !s.IsGlob), store, template);
            CheckGlobs(users, store);
        }
        CheckGlobsInPlaces(stores);
        CheckOwners(stores);
    }

    /// <summary>What the matches of one glob need of their store.</summary>
    private void CheckMatches(SourceSettings source, CopiesSettings store, NameTemplate template)
    {
        if (template.Has("source")) return;
        if (PathGlob.Parse(source.Path).HasFolders && Path.IsPathRooted(store.Folder))
            Wrong(source, $"files of the same name in different folders would have the same copies in {store.Folder}: {Advice(store)}");
        else if (!template.Has("name") && !template.Has("stem"))
            Wrong(source, $"all of its files would have the same copies in the store '{store.Name}': {Advice(store)}");
    }

    /// <summary>A folder that holds copies is looked through for no source: a copy would match the next time.</summary>
    private void CheckGlobsInPlaces(ImmutableList<StoreSettings> stores)
    {
        var places = stores.SelectMany(store => sources.Where(s => s.Stores.Exists(u => u.Store == store.Name)).Select(s => (Place: PlaceOf(s, store), store.Name))).Distinct().ToList();
        foreach (var file in sources.Where(s => !s.IsGlob))
            if (stores.Find(s => s is RepositorySettings && IsIn(Folder(file), s.PlaceOf(file.Path))) is { } repository)
                Wrong(file, $"lies in the repository of the store '{repository.Name}', which every snapshot changes: give the store a folder of its own.");
        foreach (var glob in sources.Where(s => s.IsGlob))
            if (places.Find(p => IsIn(Folder(glob), p.Place)) is { Place: { } place } found)
                Wrong(glob, $"its files lie in {place}, a folder of the store '{found.Name}', where copies are no sources: give the store a folder of its own.");
    }

    private void CheckFiles(IEnumerable<SourceSettings> files, CopiesSettings store, NameTemplate template)
    {
        var named = new Dictionary<(string Place, string Name), SourceSettings>();
        foreach (var file in files)
        {
            var place = PlaceOf(file, store);
            var name = new SourceNames(template, file.Location).Wishes(AnyId, TriggerKind.Change, null, null).First();
            if (!named.TryAdd((place, name), file)) Same(file, named[(place, name)], store, place);
        }
    }

    private void CheckGlobs(SourceSettings[] users, CopiesSettings store)
    {
        var globs = Array.ConvertAll(users, u => PathGlob.Parse(u.IsGlob ? u.Path : PathGlob.Escape(u.Path)));
        var everywhere = Path.IsPathRooted(store.Folder);
        for (var later = 0; later < users.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (!users[later].IsGlob && !users[earlier].IsGlob) continue;
                if (everywhere ? globs[later].NameMeets(globs[earlier]) : globs[later].Meets(globs[earlier]))
                    Same(users[later], users[earlier], store, everywhere ? store.Folder : $"the folder {store.Folder} beside them");
            }
        }
    }

    /// <summary>One folder cannot be two stores: the second would find the first's identity and stay away.</summary>
    private void CheckOwners(ImmutableList<StoreSettings> stores)
    {
        var owners = new Dictionary<string, StoreName>(StringComparer.Ordinal);
        foreach (var source in sources.Where(s => !s.IsGlob))
        {
            foreach (var store in stores.Where(store => source.Stores.Exists(u => u.Store == store.Name)))
            {
                var place = PlaceOf(source, store);
                if (owners.TryAdd(place, store.Name) || owners[place] == store.Name) continue;
                sourceBlock.Child(source.Id.Name).Wrong("stores", $"the stores '{owners[place]}' and '{store.Name}' both come to the folder {place}: give one of them another.");
            }
        }
    }

    private void Same(SourceSettings source, SourceSettings other, CopiesSettings store, string place) => Wrong(source,
        source.Path == other.Path
            ? $"is the path of the source '{other.Id}' too, and their copies in {place} would have the same names: remove one of the two, or {Advice(store)}"
            : $"its copies in {place} can have the same names as those of the source '{other.Id}': {Advice(store)}");

    private static string Advice(CopiesSettings store) =>
        $"put {{source}} into actorbackup.stores.{store.Name}.name, such as \"{{source}}_{{trigger}}_backup_{{time:yyyyMMdd_HHmmss}}{{ext}}\".";

    private void Wrong(SourceSettings source, string message) => sourceBlock.Child(source.Id.Name).Wrong("path", message);

    private static string Folder(SourceSettings source) => source.Tree is not null ? source.Path : source.IsGlob ? PathGlob.Parse(source.Path).FixedFolder : Path.GetDirectoryName(source.Path) ?? "/";

    /// <summary>Of a glob the place in its fixed folder; there may be more of them below.</summary>
    private static string PlaceOf(SourceSettings source, StoreSettings store) => store is CopiesSettings copies ? Path.GetFullPath(copies.Folder, Folder(source)) : store.PlaceOf(source.Path);

    private static bool IsIn(string folder, string place) => (folder.TrimEnd('/') + "/").StartsWith(place.TrimEnd('/') + "/", StringComparison.Ordinal);
}
