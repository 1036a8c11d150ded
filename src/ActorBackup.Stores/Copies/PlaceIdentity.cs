using System.Security.Cryptography;
using System.Text.Json;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>A place's <c>.actorbackup/store.json</c>: made once, never changed.</summary>
internal static class PlaceIdentity
{
    private const string FileName = "store.json";

    internal sealed record IdentityFile(int Format, string Kind, string Id);

    /// <summary>Null if there is none.</summary>
    /// <exception cref="FormatException">There is one that cannot be read.</exception>
    public static StoreIdentity? Read(Folder own)
    {
        if (SmallFile.Read(own, FileName) is not { } json) return null;
        try
        {
            var file = JsonSerializer.Deserialize(json, SideCarContext.Default.IdentityFile);
            if (file is { Format: 1, Kind: "copies", Id.Length: > 0 }) return new StoreIdentity(file.Id);
        }
        catch (JsonException) { /* told below */ }
        throw new FormatException($"{own.Describe(FileName)} is no identity of a copies store of format 1");
    }

    /// <summary>Makes one, or takes that of another process which was faster.</summary>
    public static StoreIdentity Make(Folder own)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var temporary = $"{FileName}.{id}.part";
        SmallFile.Write(own, temporary, JsonSerializer.SerializeToUtf8Bytes(new IdentityFile(1, "copies", id), SideCarContext.Default.IdentityFile));
        try
        {
            if (!own.TryRenameNew(temporary, own, FileName)) own.Remove(temporary);
        }
        catch (SystemCallException e) when (e.Errno == Errno.NoEntry) { /* the faster process took ours for a leftover */ }
        RemoveLeftovers(own);
        own.Sync();
        return Read(own) ?? throw new FormatException($"{own.Describe(FileName)} was removed while it was made");
    }

    private static void RemoveLeftovers(Folder own)
    {
        foreach (var name in own.Names().Where(n => n.StartsWith(FileName + ".", StringComparison.Ordinal)).ToArray()) own.Remove(name);
    }
}
