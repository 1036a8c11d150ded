using System.Globalization;
using System.Text;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>The header of one entry: ustar, and before it pax records for what ustar has no room for (POSIX.1-2008, pax; attributes as star and GNU tar write them).</summary>
internal static class TarHeader
{
    public const int BlockBytes = 512;

    private const int NameBytes = 100;
    private const ulong MostOctal = 0x1FFFFF, MostOctalSize = 0x1FFFFFFFF;

    /// <param name="linkTo">The path of the first name, of a file that has several.</param>
    public static byte[] Of(byte[] path, Node node, byte[]? linkTo)
    {
        var isFolder = node.Type == NodeType.Folder;
        byte[] name = isFolder ? [.. path, (byte)'/'] : path;
        var target = linkTo ?? (node.Type == NodeType.Link ? node.LinkTarget.Bytes.ToArray() : []);
        var size = node.Type == NodeType.File && linkTo is null ? node.Size : 0;
        var type = linkTo is not null ? '1' : node.Type switch
        {
            NodeType.File => '0',
            NodeType.Link => '2',
            NodeType.CharacterDevice => '3',
            NodeType.BlockDevice => '4',
            NodeType.Folder => '5',
            NodeType.Fifo => '6',
            _ => throw new ArgumentOutOfRangeException(nameof(node), node.Type, "tar has no such type."),
        };
        var records = Records(name, target, size, node);
        var header = Block(name, target, size, type, node);
        if (records.Count == 0) return header;
        var padding = (BlockBytes - records.Count % BlockBytes) % BlockBytes;
        return [.. Block("pax"u8.ToArray(), [], (ulong)records.Count, 'x', node), .. records, .. new byte[padding], .. header];
    }

    private static List<byte> Records(byte[] name, byte[] target, ulong size, Node node)
    {
        var records = new List<byte>();
        if (!Fits(name)) Add(records, "path"u8, name);
        if (!Fits(target)) Add(records, "linkpath"u8, target);
        if (size > MostOctalSize) Add(records, "size"u8, Encoding.ASCII.GetBytes(size.ToString(CultureInfo.InvariantCulture)));
        if (node.Uid > MostOctal) Add(records, "uid"u8, Encoding.ASCII.GetBytes(node.Uid.ToString(CultureInfo.InvariantCulture)));
        if (node.Gid > MostOctal) Add(records, "gid"u8, Encoding.ASCII.GetBytes(node.Gid.ToString(CultureInfo.InvariantCulture)));
        if (node.ModifiedAt is not { Nanos: 0, Seconds: >= 0 and <= (long)MostOctalSize }) Add(records, "mtime"u8, Time(node.ModifiedAt));
        if (!node.ExtendedAttributes.IsDefault)
            foreach (var attribute in node.ExtendedAttributes) Add(records, [.. "SCHILY.xattr."u8, .. attribute.Name.Bytes], attribute.Value.Span);
        return records;
    }

    private static bool Fits(byte[] text) => text.Length <= NameBytes && Ascii.IsValid(text);

    private static byte[] Time(NodeTime time)
    {
        // Nanoseconds count forward from the second; a decimal number below zero counts them back.
        var (sign, seconds, nanos) = time is { Seconds: < 0, Nanos: > 0 } ? ("-", -(time.Seconds + 1), 1_000_000_000 - time.Nanos) : ("", time.Seconds, time.Nanos);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}.{nanos:000000000}"));
    }

    /// <summary><c>length key=value\n</c>, the length counting its own digits too.</summary>
    private static void Add(List<byte> records, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var rest = key.Length + value.Length + 3;   // blank, equals sign, line feed
        var length = rest + 1;
        while (rest + Digits(length) != length) length = rest + Digits(length);
        records.AddRange(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)));
        records.Add((byte)' ');
        records.AddRange(key);
        records.Add((byte)'=');
        records.AddRange(value);
        records.Add((byte)'\n');
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    // Offsets: 0 name, 100 mode, 108 uid, 116 gid, 124 size, 136 mtime, 148 checksum, 156 type, 157 link, 257 magic, 265 user, 297 group, 329 major, 337 minor.
    private static byte[] Block(byte[] name, byte[] target, ulong size, char type, Node node)
    {
        var block = new byte[BlockBytes];
        name.AsSpan(0, Math.Min(name.Length, NameBytes)).CopyTo(block);
        Octal(block.AsSpan(100, 8), GoMode.ToPermissions(node.Mode));
        Octal(block.AsSpan(108, 8), Math.Min(node.Uid, MostOctal));
        Octal(block.AsSpan(116, 8), Math.Min(node.Gid, MostOctal));
        Octal(block.AsSpan(124, 12), Math.Min(size, MostOctalSize));
        Octal(block.AsSpan(136, 12), (ulong)Math.Clamp(node.ModifiedAt.Seconds, 0, (long)MostOctalSize));
        block[156] = (byte)type;
        target.AsSpan(0, Math.Min(target.Length, NameBytes)).CopyTo(block.AsSpan(157));
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        Owner(block.AsSpan(265, 32), node.User);
        Owner(block.AsSpan(297, 32), node.Group);
        Octal(block.AsSpan(329, 8), Math.Min(node.Device >> 8 & 0xFFF | node.Device >> 32 & ~0xFFFul, MostOctal));
        Octal(block.AsSpan(337, 8), Math.Min(node.Device & 0xFF | node.Device >> 12 & 0xFFFFFF00, MostOctal));
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0ul;
        foreach (var b in block) sum += b;
        Octal(block.AsSpan(148, 7), sum);
        return block;
    }

    private static void Owner(Span<byte> field, string name)
    {
        if (Ascii.IsValid(name) && name.Length < field.Length) Encoding.ASCII.GetBytes(name, field);
    }

    // Digits with zeros before them, and NUL at the end.
    private static void Octal(Span<byte> field, ulong value)
    {
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
        field[^1] = 0;
    }
}
