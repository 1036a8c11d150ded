using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorBackup.Linux;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>Everything that can be told of a folder's entries, one line each, by path: two folders are equal if their manifests are.</summary>
internal static class TargetManifest
{
    /// <summary>As it is on the disk. Paths and names are hex, because they need not be text.</summary>
    public static SortedDictionary<string, string> Of(string folder)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var top = RawFolder.TryOpen(Encoding.UTF8.GetBytes(folder))!;
        lines[""] = Line(top.Status, "", top.Attributes());
        Collect(top, "", lines, []);
        return lines;
    }

    /// <summary>As a vector says, in the same words.</summary>
    public static SortedDictionary<string, string> Of(JsonElement manifest)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in manifest.EnumerateArray())
        {
            var path = entry.Text("path_hex") == "2e" ? "" : entry.Text("path_hex");
            IEnumerable<string> attributes = entry.TryGetProperty("xattrs_hex", out var x)
                ? [.. x.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}").Order(StringComparer.Ordinal)]
                : [];
            var content = entry.Text("type") switch
            {
                "file" => $"{entry.GetProperty("size").GetInt64()} {entry.Text("sha256")}{(entry.TryGetProperty("hardlink_of_hex", out var first) ? $" is {first.GetString()}" : "")}",
                "symlink" => entry.Text("target_hex"),
                "chardev" or "dev" => $"{entry.GetProperty("rdev")[0]}:{entry.GetProperty("rdev")[1]}",
                _ => "",
            };
            lines[path] = Line(
                entry.Text("type"), Convert.ToInt32(entry.Text("mode_octal"), 8), entry.GetProperty("uid").GetUInt32(), entry.GetProperty("gid").GetUInt32(),
                entry.GetProperty("mtime_ns").GetInt64().ToString(CultureInfo.InvariantCulture), content, attributes);
        }
        return lines;
    }

    private static void Collect(RawFolder folder, string path, SortedDictionary<string, string> lines, Dictionary<ulong, string> inodes)
    {
        foreach (var name in folder.List().Select(e => e.Name).OrderBy(Convert.ToHexStringLower, StringComparer.Ordinal))
        {
            var below = (path.Length == 0 ? "" : path + "2f") + Convert.ToHexStringLower(name);
            var status = folder.Stat(name)!.Value;
            var content = status.Kind switch
            {
                0x8000 => $"{status.Bytes} {Hash(folder, name)}" + (status.Links > 1 ? $" is {First(inodes, status, below)}" : ""),
                0xA000 => Convert.ToHexStringLower(folder.TryReadLink(name)!),
                0x2000 or 0x6000 => $"{Major(status.SpecialDevice)}:{Minor(status.SpecialDevice)}",
                _ => "",
            };
            lines[below] = Line(status, content, folder.Attributes(name));
            if (!status.IsFolder) continue;
            using var inside = folder.TryEnter(name)!;
            Collect(inside, below, lines, inodes);
        }
    }

    private static string First(Dictionary<ulong, string> inodes, RawStatus status, string path)
    {
        if (!inodes.TryGetValue(status.Inode, out var first)) inodes.Add(status.Inode, first = path);
        return first;
    }

    private static string Hash(RawFolder folder, byte[] name)
    {
        using var file = folder.TryOpenRead(name)!;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 << 10];
        while (file.Read(buffer) is > 0 and var count) hash.AppendData(buffer, 0, count);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ulong Major(ulong device) => device >> 8 & 0xFFF | device >> 32 & ~0xFFFul;

    private static ulong Minor(ulong device) => device & 0xFF | device >> 12 & 0xFFFFFF00;

    private static string Line(RawStatus status, string content, List<RawAttribute> attributes) => Line(
        status.Kind switch { 0x8000 => "file", 0x4000 => "dir", 0xA000 => "symlink", 0x1000 => "fifo", 0x2000 => "chardev", 0x6000 => "dev", _ => "other" },
        status.Mode & 0xFFF, status.Uid, status.Gid, ((Int128)status.Modified.Seconds * 1_000_000_000 + status.Modified.Nanos).ToString(CultureInfo.InvariantCulture), content,
        attributes.Select(a => $"{Encoding.UTF8.GetString(a.Name)}={Convert.ToHexStringLower(a.Value)}").Order(StringComparer.Ordinal));

    private static string Line(string type, int mode, uint owner, uint group, string nanos, string content, IEnumerable<string> attributes) =>
        $"{type} {Convert.ToString(mode, 8)} {owner}:{group} {nanos} {content} {string.Join(' ', attributes)}";
}
