using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>A place whose identity has just been checked, for one operation. Everything goes through these open folders: whatever is unmounted or mounted
/// meanwhile, nothing is written anywhere else.</summary>
internal sealed class OpenPlace : IDisposable
{
    public const string OwnName = ".actorbackup";

    private OpenPlace(Folder root, Folder own) => (Root, Own) = (root, own);

    public Folder Root { get; }

    /// <summary><c>.actorbackup</c>.</summary>
    public Folder Own { get; }

    /// <summary>Null with the reason if the place is not there or another one.</summary>
    /// <param name="expected">Null takes any identity.</param>
    public static OpenPlace? TryOpen(string path, StoreIdentity? expected, out StoreIdentity? found, out string reason)
    {
        found = null;
        Folder? root = null, own = null;
        try
        {
            root = Folder.TryOpen(path);
            own = root?.TryEnter(OwnName);
            found = own is null ? null : PlaceIdentity.Read(own);
            reason = root is null ? "is not there (not mounted?)"
                : found is null ? "has no .actorbackup/store.json (not mounted?)"
                : expected is not null && found != expected ? $"is another store (identity {found}, expected {expected})" : "";
            if (reason != "") return null;
            var place = new OpenPlace(root!, own!);
            (root, own) = (null, null);
            return place;
        }
        catch (Exception e) when (e is SystemCallException or FormatException)
        {
            reason = $"cannot be read: {e.Message}";
            return null;
        }
        finally
        {
            own?.Dispose();
            root?.Dispose();
        }
    }

    /// <summary>Makes what is missing of a place, durably, from the first existing folder down.</summary>
    /// <exception cref="SystemCallException"/>
    public static void Make(string path)
    {
        using var root = MakeFolder(path);
        var isOurs = !root.Names().Any(n => n is not ("lost+found" or ".gitignore" or OwnName));
        using var own = root.Enter(OwnName);
        // In a folder that held files of others before, '*' would hide those from git too.
        var ignore = isOurs ? root : own;
        try
        {
            if (ignore.Stat(".gitignore") is null or { Bytes: 0 }) SmallFile.Write(ignore, ".gitignore", "*\n"u8);
        }
        catch (SystemCallException e) when (e.Errno == Errno.Exists) { /* another process makes this place too, and was faster */ }
        PlaceIdentity.Make(own);
        root.Sync();
    }

    /// <summary>Still what lies at its path.</summary>
    public bool IsInPlace()
    {
        using var now = Folder.TryOpen(Root.Path);
        return now?.Status.IsSameFileAs(Root.Status) == true;
    }

    public void Dispose()
    {
        Own.Dispose();
        Root.Dispose();
    }

    private static Folder MakeFolder(string path)
    {
        if (Folder.TryOpen(path) is { } there) return there;
        using var parent = MakeFolder(Path.GetDirectoryName(path) ?? throw new SystemCallException($"open {path}", Errno.NoEntry));
        return parent.Enter(Path.GetFileName(path));
    }
}
