namespace Hocon.Tests;

/// <summary>Parses without files and without the machine's environment.</summary>
internal static class Some
{
    public static HoconOptions Options(params (string Name, string Text)[] files) => new()
    {
        File = "main.conf",
        ReadInclude = path => files.Where(file => file.Name == path).Select(file => file.Text).FirstOrDefault(),
        Environment = name => name switch { "HOME" => "/home/me", "EMPTY" => "", "WORD_NULL" => "null", "PORT" => "8080", _ => null },
    };

    public static HoconObject Parsed(string text, params (string Name, string Text)[] files) => HoconParser.Parse(text, Options(files));

    /// <summary>The value as one line, so that a table can state it.</summary>
    public static string Line(HoconNode? node) => node switch
    {
        null => "(nothing)",
        HoconObject level => "{" + string.Join(", ", level.Fields.Select(field => $"{HoconPath.Quote(field.Key)}: {Line(field.Value)}")) + "}",
        HoconArray list => "[" + string.Join(", ", list.Items.Select(Line)) + "]",
        HoconScalar { IsNull: true } => "null",
        _ => $"'{node}'",
    };
}
