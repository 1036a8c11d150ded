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

    public static RawName Join(RawName folder, RawName name)
    {
        var slash = folder.Length > 0 && folder.Bytes[^1] == '/' ? 0 : 1;
        var bytes = new byte[folder.Length + slash + name.Length];
        folder.Bytes.CopyTo(bytes);
        if (slash == 1) bytes[folder.Length] = (byte)'/';
        name.Bytes.CopyTo(bytes.AsSpan(folder.Length + slash));
        return RawName.Own(bytes);
    }

    public static RawName Join(IEnumerable<RawName> parts)
    {
        var path = new RawName("/");
        foreach (var part in parts) path = Join(path, part);
        return path;
    }
}
