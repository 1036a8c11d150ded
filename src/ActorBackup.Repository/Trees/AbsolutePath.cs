using ActorBackup.Repository.Reading;

namespace ActorBackup.Repository.Trees;

/// <summary>Absolute paths as bytes, and as their components.</summary>
internal static class AbsolutePath
{
    /// <summary>The components of an absolute path; none for <c>/</c>. Doubled and trailing slashes and <c>.</c> mean nothing.</summary>
    /// <exception cref="ArgumentException">It is not absolute, climbs by <c>..</c>, or holds NUL.</exception>
    public static List<RawName> Split(RawName path)
    {
        var rest = path.Bytes;
        if (rest.IsEmpty || rest[0] != '/') throw new ArgumentException($"'{path}' is not an absolute path.", nameof(path));
        var parts = new List<RawName>();
        foreach (var range in rest.Split((byte)'/'))
        {
            var part = rest[range];
            if (part.IsEmpty || part.SequenceEqual("."u8)) continue;
            var name = new RawName(part);
            if (!name.IsSafe) throw new ArgumentException($"'{path}' is not a plain path: it must not hold '..' or NUL.", nameof(path));
            parts.Add(name);
        }
        return parts;
    }

    public static RawName Join(IEnumerable<RawName> names)
    {
        var path = SnapshotPath.Root;
        foreach (var name in names) path = path.Then(name);
        return Of(path);
    }

    /// <summary>The path on disk of what lies there in a snapshot.</summary>
    public static RawName Of(SnapshotPath path)
    {
        if (path.IsRoot) return new RawName("/"u8);
        var length = 0;
        for (var at = path; !at.IsRoot; at = at.Parent) length += at.Name.Length + 1;
        var bytes = new byte[length];
        for (var at = path; !at.IsRoot; at = at.Parent)
        {
            length -= at.Name.Length;
            at.Name.Bytes.CopyTo(bytes.AsSpan(length));
            bytes[--length] = (byte)'/';
        }
        return RawName.Own(bytes);
    }
}
