using ActorBackup.Core.Settings;
using ActorBackup.Node.Hosting;

namespace ActorBackup.Node.Cli.Output;

/// <summary>What a node says when it has started.</summary>
internal static class Banner
{
    private const int Listed = 10;

    public static void Print(Terminal terminal, NodeSettings settings, NodeHost host)
    {
        terminal.Say($"ActorBackup {RuntimeName.Version} on {RuntimeName.OfActors}, .NET {Environment.Version}");
        Field(terminal, "node", host.Node.Value);
        Field(terminal, "config", settings.ConfigFile ?? "none");
        Field(terminal, "data", settings.DataFolder);
        Field(terminal, "socket", host.Socket);
        foreach (var source in settings.Sources.Take(Listed)) Field(terminal, "source", $"{source.Id}: {source.Path}");
        if (settings.Sources.Count > Listed) Field(terminal, "", $"and {settings.Sources.Count - Listed} more sources");
        foreach (var store in settings.Stores.Values) Field(terminal, "store", $"{store.Name}: {Place(store)}");
    }

    private static string Place(StoreSettings store) => store switch
    {
        CopiesSettings copies => copies.IsOnePlace ? copies.Folder : $"{copies.Folder} beside each source",
        _ => store.ToString(),
    };

    private static void Field(Terminal terminal, string name, string value) => terminal.Say($"  {terminal.Paint(Paint.Dim, name.PadRight(7))} {value}");
}
