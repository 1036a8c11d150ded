using System.Collections.Immutable;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads <c>stores</c>.</summary>
internal static class StoreReading
{
    public const string DefaultName = "copies", DefaultFolder = "backups", DefaultTemplate = "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}";

    private const string Repository = "repository";

    /// <summary>In the order of writing; where none is written, <c>copies</c> with its defaults.</summary>
    public static ImmutableList<StoreSettings> Read(Block stores, PathRule paths)
    {
        var read = ImmutableList.CreateBuilder<StoreSettings>();
        foreach (var (name, _) in stores.Fields.Fields)
        {
            var block = stores.Child(name);
            var store = ReadOne(name, block, paths);
            if (!ConfiguredName.IsValid(name)) stores.Wrong(name, ConfiguredName.Explain(name));
            else if (store is not null) read.Add(store);
        }
        foreach (var (folder, twice) in read.GroupBy(Folder, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => (g.Key, g.Last())))
            stores.Child(twice.Name.Value).Wrong(twice is CopiesSettings ? "folder" : "location", $"'{folder}' is the folder of the store {read.First(s => Folder(s) == folder).Name} too: give each store its own.");
        if (stores.Fields.Fields.Count == 0) read.Add(ReadOne(DefaultName, stores.Child(DefaultName), paths)!);
        return read.ToImmutable();
    }

    private static string Folder(StoreSettings store) => store is CopiesSettings copies ? copies.Folder : store.PlaceOf("/");

    private static StoreSettings? ReadOne(string name, Block block, PathRule paths)
    {
        var kind = "copies";
        if (block.Has("kind", out var written) && !block.TryRead("kind", written, Kind, out kind)) return null;
        return kind == Repository ? RepositoryReading.Read(name, block, paths) : ReadCopies(name, block, paths);
    }

    private static CopiesSettings ReadCopies(string name, Block block, PathRule paths)
    {
        var folder = block.Value("folder", DefaultFolder, paths.StoreFolder);
        var template = block.Value("name", DefaultTemplate, text => NameTemplate.Parse(text).Text);
        var (keep, trash) = TrashKeep(block);
        var maxBytes = trash.OrOff<long>("max-bytes", null, Forms.Size);
        trash.Close();
        var minFree = block.OrOff("min-free", 0.10, Forms.Share) ?? 0;
        var warnAt = block.OrOff("warn-at", 0.80, Forms.Share) ?? 1;
        block.Later("compress-after", "compress-with");
        block.Close(key => RepositoryReading.Keys.Contains(key) ? "belongs to stores of kind = repository." : null);
        return new CopiesSettings(new StoreName(name), folder, template, keep, maxBytes, minFree, warnAt);
    }

    /// <summary>How long the trash keeps, and the block to read on and to close.</summary>
    public static (TimeSpan Keep, Block Trash) TrashKeep(Block block)
    {
        var keep = TimeSpan.FromDays(1);
        var duration = Forms.Duration("0s", "36500d");
        var (hasTrash, trash) = block.Feature("trash", byDefault: true, value: text => keep = duration(text));
        keep = trash.OrOff("keep", keep, duration) ?? TimeSpan.Zero;
        return (hasTrash ? keep : TimeSpan.Zero, trash);
    }

    private static string Kind(string text) => text is "copies" or Repository ? text
        : throw new FormatException($"'{text}' is no kind of store; allowed are copies and repository.{Nearest.Hint(text, ["copies", Repository])}");
}
