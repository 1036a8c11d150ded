using System.Text.Json;
using Scenarios.History;

namespace Scenarios.Cluster;

/// <summary>Reads a copies folder past the nodes: side-cars and copies.</summary>
public sealed class SharedStore(string folder)
{
    /// <summary>A copy that its side-car tells of.</summary>
    public sealed record Shelved(string Source, string Id, long Epoch, string Handle);

    /// <summary>Live copies with what they hold.</summary>
    public IReadOnlyList<StoredFile> Files() => [.. Copies().Select(copy => new StoredFile(copy.Source, copy.Handle, Invariants.Sha256(Path.Combine(folder, copy.Handle))))];

    /// <summary>Live copies; one that goes away meanwhile is left out.</summary>
    public IReadOnlyList<Shelved> Copies() => [.. SideCars().Select(Read).OfType<Shelved>()];

    private IEnumerable<string> SideCars()
    {
        var own = Path.Combine(folder, ".actorbackup");
        return Directory.Exists(own)
            ? Directory.EnumerateFiles(own, "*.json", SearchOption.AllDirectories).Where(path => !path.StartsWith(Path.Combine(own, "trash"), StringComparison.Ordinal) && Path.GetDirectoryName(path) != own)
            : [];
    }

    private Shelved? Read(string sideCar)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(sideCar));
            var told = json.RootElement;
            var handle = told.GetProperty("copy").GetProperty("handle").GetString()!;
            return File.Exists(Path.Combine(folder, handle))
                ? new Shelved(told.GetProperty("source").GetString()!, told.GetProperty("id").GetString()!, told.GetProperty("epoch").GetInt64(), handle)
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException)
        {
            return null;   // being written or removed just now
        }
    }
}
