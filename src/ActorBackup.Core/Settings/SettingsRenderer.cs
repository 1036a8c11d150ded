using System.Globalization;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Sources;
using Hocon;

namespace ActorBackup.Core.Settings;

/// <summary>Writes settings as a configuration with nothing left out (<c>config show</c>). It reads back to the same settings, but for what looks like a secret.</summary>
public static class SettingsRenderer
{
    private const string Hidden = "(hidden)";
    private static readonly HoconOrigin Origin = new("(settings)", 1);

    public static string Render(NodeSettings settings) => Shown(settings).Render();

    /// <summary>The same as a tree.</summary>
    public static HoconObject Shown(NodeSettings settings)
    {
        var actorBackup = Object(
            ("node", Object(
                ("name", settings.Name is { } name ? Text(name.Value) : null),
                ("time-zone", Text(settings.TimeZone.Id)),
                ("data", Text(settings.DataFolder)),
                ("roles", List(settings.Roles.Select(Text))),
                ("captures-at-once", Number(settings.CapturesAtOnce)),
                ("log-json", OnOff(settings.LogJson)))),
            ("cluster", Cluster(settings.Cluster)),
            ("stores", Object([.. settings.Stores.Values.OrderBy(s => s.Name.Value, StringComparer.Ordinal).Select(s => (s.Name.Value, (HoconNode?)Store(s)))])),
            ("sources", Object([.. settings.Sources.Select(s => (s.Id.Name, (HoconNode?)Source(s)))])));
        var akka = settings.AkkaHocon.Length == 0 ? HoconObject.Empty : (HoconObject)WithoutSecrets("", HoconParser.Parse(settings.AkkaHocon));
        return Object([("actorbackup", actorBackup), .. akka.Fields.Select(field => (field.Key, (HoconNode?)field.Value))]);
    }

    private static HoconObject Cluster(ClusterSettings? cluster) => cluster is null ? Object(("enabled", OnOff(false))) : Object(
        ("enabled", OnOff(true)),
        ("host", Text(cluster.Host)),
        ("port", Number(cluster.Port)),
        ("http-port", Number(cluster.HttpPort)),
        ("database", Text(Hidden)),
        ("tls", cluster.Tls is not { } tls ? OnOff(false) : Object(
            ("certificate", Text(tls.Certificate)), ("password-file", tls.PasswordFile is { } file ? Text(file) : OnOff(false)))));

    private static HoconObject Store(StoreSettings store) => store switch
    {
        CopiesSettings copies => Copies(copies),
        RepositorySettings repository => Repository(repository),
        _ => throw new NotSupportedException($"A store of {store.GetType().Name} is not known."),
    };

    private static HoconObject Repository(RepositorySettings store) => Object(
        ("kind", Text("repository")),
        ("location", Text(store.Location)),
        store.PasswordFile is { } file ? ("password-file", Text(file)) : ("password", Text(Hidden)),
        ("compression", Text(store.Compression.ToString().ToLowerInvariant())),
        ("create", OnOff(store.Create)),
        ("pack-size", Number(store.PackBytes)),
        ("trash", Object(("keep", Span(store.TrashKeep)))),
        ("min-free", Share(store.MinFree)));

    private static HoconObject Copies(CopiesSettings store) => Object(
        ("kind", Text("copies")),
        ("folder", Text(store.Folder)),
        ("name", Text(store.NameTemplate)),
        ("trash", Object(("keep", Span(store.TrashKeep)), ("max-bytes", store.TrashMaxBytes is { } bytes ? Number(bytes) : OnOff(false)))),
        ("min-free", Share(store.MinFree)),
        ("warn-at", Share(store.WarnAt)));

    private static HoconObject Source(SourceSettings source) => Object(
        ("kind", Text(source.Kind)),
        ("path", Text(source.IsGlob || source.Tree is not null ? source.Path : PathGlob.Escape(source.Path))),
        ("exclude", source.Tree is { } tree ? List(tree.Excludes.Select(Text)) : null),
        ("exclude-files", source.Tree is { } files ? List(files.ExcludeFiles.Select(Text)) : null),
        ("exclude-caches", source.Tree is { } caches ? OnOff(caches.ExcludeCaches) : null),
        ("exclude-larger-than", source.Tree is not { } sizes ? null : sizes.LargerThan is { } bytes ? Number(bytes) : OnOff(false)),
        ("stores", List(source.Stores.Select(use => use.Retention is { } own ? Object(("name", Text(use.Store.Value)), ("retention", Retention(own))) : (HoconNode)Text(use.Store.Value)))),
        ("shared", source.Shared is not { } shared ? OnOff(false) : shared.Role is { } role ? Object(("role", Text(role))) : OnOff(true)),
        ("expected-items", source.ExpectedItems is { } items ? Number(items) : OnOff(false)),
        ("max-rpo", Span(source.MaxRpo)),
        ("change", source.Change is { } change ? Object(("quiet", Span(change.Quiet)), ("max-wait", Span(change.MaxWait)), ("poll", Span(change.Poll))) : OnOff(false)),
        ("interval", Span(source.Interval)),
        ("cron", source.Cron is { } cron ? Text(cron) : OnOff(false)),
        ("startup", source.Startup is { } startup ? Object(("once-per", Text(startup.OncePer == OncePer.Day ? "day" : "start"))) : OnOff(false)),
        ("signal", OnOff(source.Signal)),
        ("min-interval", Span(source.MinInterval)),
        ("quiesce", Object(("pid-file", source.PidFile is { } pidFile ? Text(pidFile) : OnOff(false)))),
        ("health", Object(
            ("parse", Text(source.Health.Parse == ParseMode.JsonLines ? "jsonl" : source.Health.Parse.ToString().ToLowerInvariant())),
            ("max-shrink", Share(source.Health.MaxShrink)),
            ("max-item-drop", Share(source.Health.MaxItemDrop)),
            ("accept-after", Span(source.Health.AcceptAfter)))),
        ("retention", Retention(source.Retention)),
        ("durable-in", Number(source.DurableIn)));

    private static HoconObject Retention(RetentionPolicy policy) => Object(
        ("keep-last", Number(policy.KeepLast)), ("within", Span(policy.Within)), ("hourly", Number(policy.Hourly)), ("daily", Number(policy.Daily)),
        ("weekly", Number(policy.Weekly)), ("monthly", Number(policy.Monthly)), ("yearly", Number(policy.Yearly)),
        ("min-keep", Number(policy.MinKeep)), ("keep-suspect", Number(policy.KeepSuspect)));

    /// <summary>What the actor system is told may hold a connection string; by its name it does not come to a terminal.</summary>
    private static HoconNode WithoutSecrets(string key, HoconNode value) => value switch
    {
        HoconObject block => Object([.. block.Fields.Select(field => (field.Key, (HoconNode?)WithoutSecrets(field.Key, field.Value)))]),
        HoconArray list => List(list.Items.Select(item => WithoutSecrets(key, item))),
        _ when Array.Exists(["password", "secret", "token", "connection-string", "credential", "key"], word => key.Contains(word, StringComparison.OrdinalIgnoreCase)) => Text(Hidden),
        _ => value,
    };

    private static HoconObject Object(params (string Key, HoconNode? Value)[] fields) =>
        new(Origin, [.. fields.Where(f => f.Value is not null).Select(f => new KeyValuePair<string, HoconNode>(f.Key, f.Value!))]);

    private static HoconArray List(IEnumerable<HoconNode> items) => new(Origin, [.. items]);
    private static HoconScalar Text(string text) => new(Origin, text, quoted: !ConfiguredName.IsValid(text) || char.IsAsciiDigit(text[0]));
    private static HoconScalar Word(string text) => new(Origin, text);
    private static HoconScalar OnOff(bool on) => Word(on ? "on" : "off");
    private static HoconScalar Number(long number) => Word(number.ToString(CultureInfo.InvariantCulture));
    private static HoconScalar Share(double share) => Word((Math.Round((decimal)share, 12) * 100).ToString("0.##########", CultureInfo.InvariantCulture) + "%");

    /// <summary>In the largest unit that divides it; off for null.</summary>
    private static HoconScalar Span(TimeSpan? span)
    {
        if (span is not { } time) return OnOff(false);
        (long Ticks, string Name)[] units =
            [(TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s"), (TimeSpan.TicksPerMillisecond, "ms"), (1, "00ns")];
        var unit = time == TimeSpan.Zero ? (TimeSpan.TicksPerSecond, "s") : units.First(u => time.Ticks % u.Ticks == 0);
        return Word((time.Ticks / unit.Item1).ToString(CultureInfo.InvariantCulture) + unit.Item2);
    }
}
