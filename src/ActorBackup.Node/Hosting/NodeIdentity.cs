using System.Text;
using System.Text.Json;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Stores.DataFolders;

namespace ActorBackup.Node.Hosting;

/// <summary>The node's name: fixed at its first start, because persistence ids contain it (rules 1).</summary>
internal static class NodeIdentity
{
    private const string FileName = "node.json";

    /// <summary>What <c>data/node.json</c> says; at the first start what is configured, else the machine's name, which is then written.</summary>
    /// <exception cref="ConfigurationException">Another name is configured than the one the data folder has.</exception>
    /// <exception cref="DataFolderException">The file is there and cannot be read.</exception>
    public static NodeId Settle(string dataFolder, NodeId? configured, string machine)
    {
        var path = Path.Join(dataFolder, FileName);
        if (Read(path) is { } known)
        {
            return configured is null || configured == known ? known : throw new ConfigurationException(
                $"actorbackup.node.name is '{configured}', but the data folder {dataFolder} belongs to the node '{known}'. "
                + $"Set the name back to '{known}'; to rename, stop the node, move {dataFolder} away and start: the snapshots are adopted from their stores");
        }

        var name = configured ?? Default(machine);
        DurableFile.Write(path, Encoding.UTF8.GetBytes($"{{\"node\":{JsonSerializer.Serialize(name.Value, NamesJson.Default.String)}}}\n"));
        return name;
    }

    /// <summary>For looking only: nothing is written.</summary>
    public static NodeId Peek(string dataFolder, NodeId? configured, string machine) =>
        Read(Path.Join(dataFolder, FileName)) ?? configured ?? Default(machine);

    private static NodeId Default(string machine) => new(ConfiguredName.MakeFrom(machine, _ => false, "node"));

    private static NodeId? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.GetProperty("node").GetString() is { } name && ConfiguredName.IsValid(name)
                ? new NodeId(name)
                : throw new FormatException("it holds no valid name");
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DataFolderException(
                $"{path} cannot be read: {damage.Message}. It must be {{\"node\":\"NAME\"}} with the node's name as in the journal; put it back from a copy or write it by hand", cause: damage);
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class NamesJson : System.Text.Json.Serialization.JsonSerializerContext;
