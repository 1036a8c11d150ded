using System.Collections.Immutable;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using Hocon;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads one source, or the <c>defaults</c> under all of them.</summary>
/// <param name="stores">Names of the stores, also of those with a problem of their own.</param>
/// <param name="copies">Those of them that keep plain copies of files.</param>
/// <param name="isCluster">Whether a cluster is asked for, that a source could be shared in.</param>
internal sealed class SourceReading(PathRule paths, ImmutableList<string> stores, ImmutableList<string> copies, bool isCluster)
{
    /// <summary>Only tells what is wrong: the values are read again with each source.</summary>
    public void ReadDefaults(Block block) => Read(SourceId.Parse("defaults"), block, pathNeeded: false);

    /// <returns>Null if it is of a kind that cannot be read or its path is wrong; that is told.</returns>
    public SourceSettings? Read(SourceId id, Block block, bool pathNeeded = true)
    {
        // The keys of another kind are not known here; one problem says all.
        var kind = "file";
        if (block.Has("kind", out var named) && !block.TryRead("kind", named, Kind, out kind)) return null;
        var isTree = kind == "tree";
        var (path, glob) = Path(block, isTree, pathNeeded);
        var retention = RetentionReading.Read(block.Child("retention"), new RetentionPolicy());
        var uses = Stores(block, isTree, retention);
        var settings = new SourceSettings(
            id, path ?? "", glob, uses, Change(block),
            Interval: block.OrOff<TimeSpan>("interval", null, Forms.Duration("1s", "366d")),
            Cron: block.OrOff("cron", text => CronSchedule.Parse(text).ToString()),
            Startup: Startup(block),
            Signal: Signal(block),
            MinInterval: block.OrOff("min-interval", TimeSpan.Zero, Forms.Duration("0s", "366d")) ?? TimeSpan.Zero,
            PidFile: PidFile(block),
            Health: Health(block),
            Retention: retention,
            MaxRpo: block.OrOff<TimeSpan>("max-rpo", null, Forms.Duration("1s", "3660d")),
            ExpectedItems: block.OrOff<long>("expected-items", null, Forms.Whole(1, long.MaxValue)),
            DurableIn: block.Value("durable-in", 1, Forms.Count(1, Math.Max(1, uses.Count))))
        {
            Shared = Shared(block, glob, isTree),
            Tree = isTree ? TreeReading.Rules(block) : null,
        };
        Later(block);
        return path is null ? null : settings;
    }

    private (string? Path, bool IsGlob) Path(Block block, bool isTree, bool isNeeded)
    {
        if (!block.Has("path", out var written))
        {
            if (isNeeded && !block.Fields.TryGet("path", out _))
                block.Wrong("path", isTree ? "is missing: name a folder." : "is missing: name a file, or a glob such as DIR/*.json.");
            return (null, false);
        }

        if (isTree) return (block.TryRead("path", written, paths.Absolute, out var folder) ? folder : null, false);
        return block.TryRead("path", written, paths.SourceFile, out var file) ? Pattern(block, file) : (null, false);
    }

    private static (string? Path, bool IsGlob) Pattern(Block block, string path)
    {
        try
        {
            return PathGlob.Parse(path) is { Literal: { } literal } ? (literal, false) : (path, true);
        }
        catch (FormatException wrong)
        {
            block.Wrong("path", wrong.Message);
            return (null, false);
        }
    }

    private ImmutableList<StoreUse> Stores(Block block, bool isTree, RetentionPolicy general)
    {
        if (!block.Has("stores", out var node))
        {
            var usual = isTree ? stores.RemoveAll(copies.Contains) : stores;
            if (usual.IsEmpty) block.Wrong("stores", $"trees in copies come in a later version; name a repository store, such as actorbackup.stores.vault {{ kind = repository, … }}: configured is only {string.Join(", ", stores)}.");
            return [.. usual.Select(name => new StoreUse(new StoreName(name), null))];
        }

        var uses = ImmutableList.CreateBuilder<StoreUse>();
        foreach (var item in node is HoconArray list ? list.Items : [node])
        {
            var own = item is HoconObject fields ? block.Inner("stores", fields) : null;
            string? name = null;
            if (own is null) block.TryRead("stores", item, StoreName, out name);
            else if (own.Has("name", out var named)) own.TryRead("name", named, StoreName, out name);
            else own.Wrong("name", "is missing: say which store.");
            var retention = own is not null && own.Has("retention", out _) ? RetentionReading.Read(own.Child("retention"), general) : null;
            own?.Close();
            if (name is null) continue;
            if (isTree && copies.Contains(name)) block.Wrong("stores", $"names '{name}', a store of copies; trees in copies come in a later version; name a repository store.");
            else if (uses.Exists(u => u.Store.Value == name)) block.Wrong("stores", $"names '{name}' twice.");
            else uses.Add(new StoreUse(new StoreName(name), retention));
        }
        if (node is HoconArray { Items.Count: 0 }) block.Wrong("stores", "is empty: a source without a store would keep nothing.");
        return uses.ToImmutable();
    }

    private string StoreName(string text) => stores.Contains(text) ? text : throw new FormatException(
        $"there is no store '{text}'; configured are {string.Join(", ", stores)}.{Nearest.Hint(text, stores)}");

    private static ChangeSettings? Change(Block block)
    {
        var (on, change) = block.Feature("change", byDefault: true);
        var usual = ChangeSettings.Default;
        var read = new ChangeSettings(
            change.Value("quiet", usual.Quiet, Forms.Duration("1ms", "1d")),
            change.Value("max-wait", usual.MaxWait, Forms.Duration("1ms", "1d")),
            change.Value("poll", usual.Poll, Forms.Duration("100ms", "1d")));
        if (read.MaxWait < read.Quiet) change.Wrong(change.Has("max-wait", out _) ? "max-wait" : "quiet", $"max-wait ({read.MaxWait}) must not be shorter than quiet ({read.Quiet}).");
        change.Close();
        return on ? read : null;
    }

    private static StartupSettings? Startup(Block block)
    {
        var (on, startup) = block.Feature("startup", byDefault: false);
        var oncePer = startup.Value("once-per", OncePer.Start, Forms.OneOf(("start", OncePer.Start), ("day", OncePer.Day)));
        startup.Close();
        return on ? new StartupSettings(oncePer) : null;
    }

    private SharedSettings? Shared(Block block, bool isGlob, bool isTree)
    {
        string? role = null;
        var (on, shared) = block.Feature("shared", byDefault: false, value: text => role = Role(text));
        if (shared.OrOff("role", Role) is { } named) role = named;
        shared.Close();
        if (!on) return null;
        if (!isCluster) block.Wrong("shared", "needs a cluster: say actorbackup.cluster { enabled = on, database = … }, or shared = off.");
        else if (isTree) block.Wrong("shared", "is not available for a folder in this version: each node protects its own, say shared = off.");
        else if (isGlob) block.Wrong("shared", "is not available for a glob in this version: name its files, each as a source, or say shared = off.");
        return new SharedSettings(role);
    }

    private static string Role(string text) => ConfiguredName.IsValid(text) ? text : throw new FormatException(ConfiguredName.Explain(text));

    private static bool Signal(Block block)
    {
        var (on, signal) = block.Feature("signal", byDefault: true);
        signal.Close();
        return on;
    }

    private string? PidFile(Block block)
    {
        var (on, quiesce) = block.Feature("quiesce", byDefault: true);
        var pidFile = quiesce.OrOff("pid-file", paths.Absolute);
        quiesce.Later("signal", "http", "command", "every", "limit");
        quiesce.Close();
        return on ? pidFile : null;
    }

    private static HealthSettings Health(Block block)
    {
        var health = block.Child("health");
        if (health.Has("parse", out var parse) && parse is HoconObject)
            health.Wrong("parse", "{ command = … } is not available in this version; allowed are auto, json, jsonl and none.");
        var mode = parse is HoconObject ? ParseMode.Auto : health.Value("parse", ParseMode.Auto,
            Forms.OneOf(("auto", ParseMode.Auto), ("json", ParseMode.Json), ("jsonl", ParseMode.JsonLines), ("none", ParseMode.None)));
        var read = new HealthSettings(
            mode,
            health.OrOff("max-shrink", 0.5, Forms.Share) ?? 1,
            health.OrOff("max-item-drop", 0.5, Forms.Share) ?? 1,
            health.OrOff("accept-after", TimeSpan.FromDays(1), Forms.Duration("1s", "3660d")));
        health.Close();
        return read;
    }

    private static void Later(Block block)
    {
        if (!(block.Has("count", out var count) && Block.IsWord(count, "auto"))) block.Later("count");
        block.Later("counters", "items", "tiers", "guard");
        block.Close(key => key switch
        {
            "exclude" or "exclude-files" or "exclude-caches" or "exclude-larger-than" => "belongs to sources of kind = tree.",
            "url" or "method" or "headers" or "token-file" or "canonical" or "boot-id" or "restore" or "keep-alive" => OfKind("http"),
            "command" => OfKind("command"),
            "timeout" => OfKind("http and command"),
            "max-bytes" => OfKind("push"),
            "name" => "is no key here: the source's name is the key of its block.",
            _ => null,
        });
    }

    private static string OfKind(string kind) => $"belongs to sources of kind {kind}, which are not available in this version.";

    private static string Kind(string text) => text switch
    {
        "file" or "tree" => text,
        "http" or "command" or "push" => throw new FormatException($"'{text}' is not available in this version; allowed are file (a path may be a glob such as DIR/*.json) and tree."),
        _ => throw new FormatException($"'{text}' is no kind of source; allowed are file and tree."),
    };
}
