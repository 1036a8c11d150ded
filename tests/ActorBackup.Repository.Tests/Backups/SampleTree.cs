using System.Globalization;
using System.Text;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>A folder with everything that makes trees differ from what one would expect: names, orders, modes, times, links, attributes, devices.</summary>
internal static class SampleTree
{
    private static readonly byte[][] Names =
    [
        .. Texts("with space", " leading", "trailing ", "-dash", ".hidden", "..dots", "quote\"double", "quote'single", "back\\slash", "back\\x41slash", "new\nline", "tab\there", "bell\a",
            "bs\bff\f", "vt\v", "cr\r", "esc\u001b[0m", "del\x7f", "html<&>", "umlaut-äöü", "nfc-\u00e9", "nfd-e\u0301", "emoji-😀", "joined-👩\u200d💻", "nbsp-\u00a0", "wide-space-\u3000",
            "ls-\u2028-ps-\u2029", "bom-\ufeff", "soft-hyphen-\u00ad", "private-\ue000", "replacement-\ufffd", "rtl-\u202e", "cjk-日本語", "fullwidth-\uff5e", "astral-\U00010348",
            "astral-private-\U000f0000", "noncharacter-\uffff", "%41", "a*b?c[d]", "$HOME", "con", "file.", new string('x', 255)),
        [.. "latin1-"u8, 0xe9], [.. "invalid-"u8, 0xff, 0xfe], [.. "truncated-"u8, 0xe2, 0x82], [.. "surrogate-"u8, 0xed, 0xa0, 0x80], [.. "overlong-"u8, 0xc0, 0xaf],
    ];

    private static readonly string[] Times =
        ["@0", "@0.000000001", "@-31536001.999999999", "@1500000000", "@1500000000.1", "@1500000000.000001", "@1690000000.000000005", "@1700000000.000000005", "@2147483648.000000007", "@4294967296.000000007", "@-12219292800.5"];

    /// <summary>Below a new folder of this path, as root.</summary>
    public static void Build(string path)
    {
        Directory.CreateDirectory(path);
        var script = new StringBuilder("umask 022; mkdir -p size names sort modes times links hard hard/sub deep empty many xattr dup special\n");
        Sizes(path + "/size");
        for (var i = 0; i < Names.Length; i++) script.Append(CultureInfo.InvariantCulture, $"printf 'content %d\\n' {i} > names/{Quote(Names[i])}\n");
        foreach (var name in Texts("a", "a.b", "a-b", "a b", "a0", "A", "B", "_", "~", "\uff5e", "\U0001f600")) script.Append(CultureInfo.InvariantCulture, $"printf x > sort/{Quote(name)}\n");
        script.Append("mkdir sort/a.dir; touch sort/a.dir/f\n");
        foreach (var mode in new[] { "0000", "0400", "0444", "0600", "0644", "0755", "0777", "4755", "2755", "1644", "6777" }) script.Append(CultureInfo.InvariantCulture, $"printf m > modes/{mode}; chmod {mode} modes/{mode}\n");
        script.Append("mkdir modes/sticky modes/setgid; chmod 1777 modes/sticky; chmod 2750 modes/setgid; chown 12345:54321 modes/0644; chown 1:2 modes/0600\n");
        for (var i = 0; i < Times.Length; i++) script.Append(CultureInfo.InvariantCulture, $"touch -d {Times[i]} times/{i}\n");
        foreach (var (name, target) in new[] { ("rel", "../size/one"), ("abs", "/etc/hostname"), ("dangling", "nowhere"), ("html", "x<&>y"), ("utf8", "zïel-😀"), ("control", "a\u0001d\x7fe\nf"), ("ls", "a\u2028b"), ("quote", "a\"b\\c"), ("folder", "../deep"), ("long", new string('t', 1000)) })
            script.Append(CultureInfo.InvariantCulture, $"ln -s {Quote(Encoding.UTF8.GetBytes(target))} links/{name}\n");
        script.Append("printf linked > hard/a; ln hard/a hard/b; ln hard/a hard/sub/c; touch hard/e1; ln hard/e1 hard/e2\n");
        script.Append("d=deep; for i in $(seq 40); do d=$d/d$i; done; mkdir -p $d empty/a/b/c; printf leaf > $d/leaf\n");
        script.Append("for i in $(seq 150); do echo $((i % 7)) > many/f$i; done\n");
        script.Append("printf x > xattr/file; mkfifo -m 640 special/fifo; mknod -m 666 special/null c 1 3; mknod -m 600 special/loop b 7 200; mknod -m 600 special/large c 300 70000\n");
        script.Append("yes same | head -c 5000 > dup/1; cp dup/1 dup/2\n");
        Shell.Run(path, script.ToString());
        Disk.Attribute(path + "/xattr/file", "user.text", "value"u8.ToArray());
        Disk.Attribute(path + "/xattr/file", "user.empty", []);
        Disk.Attribute(path + "/xattr/file", "user.ümlaut", "ß"u8.ToArray());
        Disk.Attribute(path + "/xattr/file", "user.binary", [.. Enumerable.Range(0, 256).Select(b => (byte)b)]);
        Disk.Attribute(path + "/xattr/file", "trusted.one", "1"u8.ToArray());
        Disk.Attribute(path + "/xattr", "user.folder", "on a folder"u8.ToArray());
    }

    private static void Sizes(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, length) in new[] { ("empty", 0), ("one", 1), ("1000", 1000), ("under", (512 << 10) - 1), ("smallest-chunk", 512 << 10), ("over", (512 << 10) + 1), ("3m", 3 << 20), ("9m", 9 << 20) })
            File.WriteAllBytes(Path.Join(folder, name), SplitMix.Bytes((ulong)length, length));
        File.WriteAllBytes(Path.Join(folder, "zeros"), new byte[(1 << 20) + 17]);
        using var hole = File.Create(Path.Join(folder, "hole"));
        hole.SetLength(2 << 20);
        hole.Position = 1 << 20;
        hole.Write("middle"u8);
    }

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static string Quote(byte[] text) => $"$'{string.Concat(text.Select(b => $"\\x{b:x2}"))}'";
}
