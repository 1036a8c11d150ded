using System.Data.Common;
using System.Globalization;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>The forms in which a cluster's database is named. It holds a secret: no message repeats any of it.</summary>
internal static class DatabaseForm
{
    private const string Allowed = "use \"sqlite:PATH\", \"postgresql://USER:PASSWORD@HOST:PORT/DATABASE\", or a connection string such as \"Host=db;Username=backup;Password=…;Database=backup\".";

    public static ClusterDatabase Read(string text, PathRule paths)
    {
        if (text.StartsWith("sqlite:", StringComparison.Ordinal)) return new(DatabaseKind.Sqlite, Text(("Data Source", paths.Absolute(text["sqlite:".Length..]))));
        if (text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal)) return OfUrl(text);
        return OfConnectionString(text);
    }

    private static ClusterDatabase OfConnectionString(string text)
    {
        var read = new DbConnectionStringBuilder();
        try
        {
            read.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            throw new FormatException($"cannot be read (it is a secret and not repeated here): {Allowed}");
        }

        if (read.Count == 0) throw new FormatException($"must not be empty: {Allowed}");
        if (!read.ContainsKey("Host") && !read.ContainsKey("Server")) throw new FormatException($"names no Host: {Allowed}");
        return new(DatabaseKind.PostgreSql, text);
    }

    private static ClusterDatabase OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0) throw new FormatException($"is no URL (it is a secret and not repeated here): {Allowed}");
        var database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/'));
        if (database.Length == 0) throw new FormatException($"names no database behind the host: {Allowed}");
        var user = url.UserInfo.Split(':', 2);
        var fields = new List<(string, string)> { ("Host", url.IdnHost), ("Port", (url.Port < 0 ? 5432 : url.Port).ToString(CultureInfo.InvariantCulture)), ("Database", database) };
        if (user[0].Length > 0) fields.Add(("Username", Uri.UnescapeDataString(user[0])));
        if (user.Length > 1) fields.Add(("Password", Uri.UnescapeDataString(user[1])));
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) fields.Add(Option(option.Split('=', 2)));
        return new(DatabaseKind.PostgreSql, Text([.. fields]));
    }

    private static (string, string) Option(string[] option) => (option[0], Uri.UnescapeDataString(option.ElementAtOrDefault(1) ?? "")) switch
    {
        ("sslmode", var mode) => ("SSL Mode", mode.Replace("-", "", StringComparison.Ordinal)),
        ("sslrootcert", var file) => ("Root Certificate", file),
        ("connect_timeout", var seconds) => ("Timeout", seconds),
        ("application_name", var name) => ("Application Name", name),
        _ => throw new FormatException("has an option behind '?' that is not known: sslmode, sslrootcert, connect_timeout and application_name are; a connection string takes all others."),
    };

    private static string Text(params (string Key, string Value)[] fields)
    {
        var text = new DbConnectionStringBuilder();
        foreach (var (key, value) in fields) text[key] = value;
        return text.ConnectionString;
    }
}
