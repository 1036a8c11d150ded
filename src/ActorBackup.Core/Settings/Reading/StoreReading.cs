using System.Collections.Immutable;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads <c>stores</c>.</summary>
internal static class StoreReading
{
    public const string DefaultName = "copies", DefaultFolder = "backups", DefaultTemplate = "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}";

    /// <summary>In the order of writing; where none is written, <c>copies</c> with its defaults.</summary>
    public static ImmutableList<CopiesSettings> Read(Block stores, PathRule paths)
    {
        var read = ImmutableList.CreateBuilder<CopiesSettings>();
        foreach (var (name, _) in stores.Fields.Fields)
        {
            var block = stores.Child(name);
            var store = ReadOne(name, block, paths);
            if (!ConfiguredName.IsValid(name)) stores.Wrong(name, ConfiguredName.Explain(name));
            else if (store is not null) read.Add(store);
        }
        foreach (var (folder, twice) in read.GroupBy(s => s.Folder, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => (g.Key, g.Last())))
            stores.Child(twice.Name.Value).Wrong("folder", $"'{folder}' is the folder of the store {read.First(s => s.Folder == folder).Name} too: give each store its own.");
        if (stores.Fields.Fields.Count == 0) read.Add(ReadOne(DefaultName, stores.Child(DefaultName), paths)!);
        return read.ToImmutable();
    }

    private static CopiesSettings? ReadOne(string name, Block block, PathRule paths)
    {
        if (block.Has("kind", out var kind) && !block.TryRead<string>("kind", kind, Kind, out _)) return null;
        var folder = block.Value("folder", DefaultFolder, paths.StoreFolder);
        var template = block.Value("name", DefaultTemplate, text => NameTemplate.Parse(text).Text);
        var keep = TimeSpan.FromDays(1);
        var duration = Forms.Duration("0s", "36500d");
        var (hasTrash, trash) = block.Feature("trash", byDefault: true, value: text => keep = duration(text));
        keep = trash.OrOff("keep", keep, duration) ?? TimeSpan.Zero;
        var maxBytes = trash.OrOff<long>("max-bytes", null, Forms.Size);
        trash.Close();
        var minFree = block.OrOff("min-free", 0.10, Forms.Share) ?? 0;
        var warnAt = block.OrOff("warn-at", 0.80, Forms.Share) ?? 1;
        block.Later("compress-after", "compress-with");
        block.Close(key => key is "location" or "password-file" or "compression" or "create" ? "belongs to stores of kind repository, which are not available in this version." : null);
        return new CopiesSettings(new StoreName(name), folder, template, hasTrash ? keep : TimeSpan.Zero, maxBytes, minFree, warnAt);
    }

    private static string Kind(string text) => text switch
    {
        "copies" => text,
        "repository" => throw new FormatException("'repository' is not available in this version; allowed is copies."),
        _ => throw new FormatException($"'{text}' is no kind of store; allowed is copies."),
    };
}
