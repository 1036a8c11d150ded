using Hocon;

namespace Akka.Configuration;

/// <summary>A tree of settings, read by dotted paths. Immutable. Where a path is missing the reader's default counts.</summary>
public class Config
{
    public static readonly Config Empty = new();

    private readonly HoconObject _root;

    public Config() : this(HoconObject.Empty) { }

    public Config(Config source, Config fallback) : this(source._root.WithFallback(fallback._root)) { }

    internal Config(HoconObject root) => _root = root;

    public virtual bool IsEmpty => _root.Fields.Count == 0;

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public static Config operator +(Config config, string fallback) => config.WithFallback(fallback);

    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>These settings, and the other's where these have none.</summary>
    public virtual Config WithFallback(Config fallback) => fallback is null || fallback == this ? this : new Config(this, fallback);

    public virtual bool HasPath(string path) => Find(path) is not null;

    /// <summary>Null if there is nothing at the path or it is no object.</summary>
    public virtual Config GetConfig(string path) => Find(path) is HoconObject section ? new Config(section) : null;

    public virtual string GetString(string path, string @default = null) => Find(path) switch
    {
        null => @default,
        HoconScalar { IsNull: true } => null,
        HoconScalar scalar => scalar.Text,
        var other => throw Unfit(path, other, "a text"),
    };

    public virtual bool GetBoolean(string path, bool @default = false) =>
        Read(path, @default, text => HoconUnits.TryBoolean(text, out var value) ? value : null, "on, off, true, false, yes or no");

    public virtual int GetInt(string path, int @default = 0) => Read(path, @default, NumberText.Int, "a whole number");

    public virtual long GetLong(string path, long @default = 0) => Read(path, @default, NumberText.Long, "a whole number");

    public virtual float GetFloat(string path, float @default = 0) => (float)GetDouble(path, @default);

    public virtual double GetDouble(string path, double @default = 0) => Read(path, @default, NumberText.Double, "a number");

    public virtual decimal GetDecimal(string path, decimal @default = 0) => Read(path, @default, NumberText.Decimal, "a number");

    /// <summary>In bytes; null if there is nothing at the path.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    public virtual long? GetByteSize(string path, long? def = null) => HasPath(path)
        ? Read(path, 0L, text => HoconUnits.TrySize(text, out var value) ? value : null, "a size such as 512 KiB")
        : def;

    /// <param name="allowInfinite">"infinite" gives <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) => Read(
        path,
        @default.GetValueOrDefault(),
        text => allowInfinite && text == "infinite" ? Timeout.InfiniteTimeSpan : HoconUnits.TryDuration(text, out var value) ? value : null,
        "a time such as 500 ms or 10 s");

    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => Find(path) switch
    {
        null => defaultPaths,
        HoconArray array => [.. array.Items.Select(item => item is HoconScalar scalar ? scalar.Text : throw Unfit(path, item, "a list of texts"))],
        var other => throw Unfit(path, other, "a list"),
    };

    public virtual IList<int> GetIntList(string path) => [.. GetStringList(path).Select(text => NumberText.Int(text) ?? throw Unfit(path, text, "a list of whole numbers"))];

    public virtual IList<long> GetLongList(string path) => [.. GetStringList(path).Select(text => NumberText.Long(text) ?? throw Unfit(path, text, "a list of whole numbers"))];

    public override string ToString() => _root.Render();

    /// <summary>The names and texts of a section's own scalar fields; nothing if there is no such section.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Texts(string path) => Find(path) is not HoconObject section
        ? []
        : section.Fields.Where(field => field.Value is HoconScalar).Select(field => KeyValuePair.Create(field.Key, ((HoconScalar)field.Value).Text));

    /// <summary>The names of a section's fields that are sections themselves.</summary>
    internal IEnumerable<string> Sections(string path) => Find(path) is not HoconObject section
        ? []
        : section.Fields.Where(field => field.Value is HoconObject).Select(field => field.Key);

    private HoconNode Find(string path) => _root.Find(path);

    private T Read<T>(string path, T @default, Func<string, T?> read, string wanted) where T : struct =>
        GetString(path) is { } text ? read(text) ?? throw Unfit(path, text, wanted) : @default;

    private static ConfigurationException Unfit(string path, object found, string wanted) =>
        new($"The setting {path} is '{found}'. Write {wanted}.");
}
