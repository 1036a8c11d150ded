using System.Text;
using ActorBackup.Linux;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>Makes, and later changes, a folder with anything in it that Linux allows. The same seed makes the same. Needs root.</summary>
internal sealed class RandomTree(string path, int seed)
{
    private readonly Random _random = new(seed);

    public void Build(int entries)
    {
        Directory.CreateDirectory(path);
        using var top = RawTarget.TryOpen(path)!;
        for (var i = 0; i < entries; i++) Descend(top, Make);
        Dress(top, null);
    }

    /// <summary>Other contents, other metadata, more and fewer entries, other types.</summary>
    public void Change(int changes)
    {
        using var top = RawTarget.TryOpen(path)!;
        for (var i = 0; i < changes; i++) Descend(top, _random.Next(3) switch { 0 => Make, 1 => Remove, _ => Touch });
        Dress(top, null);
    }

    private void Descend(RawTarget folder, Action<RawTarget> deed)
    {
        var folders = folder.Entries().Where(n => folder.Stat(n)!.Value.IsFolder).OrderBy(Convert.ToHexString, StringComparer.Ordinal).ToArray();
        if (folders.Length == 0 || _random.Next(3) == 0) deed(folder);
        else
        {
            var name = folders[_random.Next(folders.Length)];
            using (var inside = folder.TryEnter(name)!) Descend(inside, deed);
            DressTimes(folder, name);
        }
    }

    private void Make(RawTarget folder)
    {
        var name = Name();
        if (folder.Stat(name) is not null) return;
        switch (_random.Next(12))
        {
            case < 3:
                folder.TryMakeFolder(name);
                break;
            case 3:
                folder.MakeLink(name, Bytes(1, 200, b => (byte)Math.Max(1, (int)b)));
                break;
            case 4:
                folder.MakeNode(name, 0x1180, 0);
                break;
            case 5:
                folder.MakeNode(name, _random.Next(2) == 0 ? 0x2180u : 0x6180u, (ulong)_random.Next(1, 1 << 20));
                break;
            case 6 when folder.Entries().FirstOrDefault(n => folder.Stat(n)!.Value.IsFile) is { } other:
                folder.TryHardLink(other, folder, name);
                return;
            default:
                using (var file = folder.Create(name)) Fill(file);
                break;
        }
        Dress(folder, name);
    }

    private void Remove(RawTarget folder)
    {
        foreach (var name in folder.Entries().Where(n => !folder.Stat(n)!.Value.IsFolder).Take(1)) folder.Remove(name, isFolder: false);
    }

    private void Touch(RawTarget folder)
    {
        foreach (var name in folder.Entries().OrderBy(Convert.ToHexString, StringComparer.Ordinal).Take(_random.Next(1, 4)))
        {
            if (folder.Stat(name)!.Value.IsFile && _random.Next(2) == 0)
                using (var file = folder.OpenWrite(name)) Fill(file);
            Dress(folder, name);
        }
    }

    private void Fill(RawTargetFile file)
    {
        if (_random.Next(6) == 0) file.SetLength(_random.Next(3 << 20));
        for (var i = _random.Next(4); i > 0; i--) file.WriteAt(Bytes(1, _random.Next(5) == 0 ? 900_000 : 5_000, b => b), _random.Next(3) == 0 ? _random.Next(2 << 20) : 0);
    }

    private void Dress(RawTarget folder, byte[]? name)
    {
        if (name is null)
        {
            RawTarget.ChangeTimes(folder.Descriptor, path, default, Time());
            return;
        }
        var status = folder.Stat(name)!.Value;
        folder.ChangeOwner(name, (uint)_random.Next(3), (uint)_random.Next(100_000));
        if (!status.IsLink)
        {
            folder.ChangeMode(name, (uint)_random.Next(0x1000));
            foreach (var old in folder.ListAttributes(name)) folder.RemoveAttribute(name, old);
        }
        if (status.IsFile || status.IsFolder)
            for (var i = _random.Next(3); i > 0; i--) folder.SetAttribute(name, Encoding.UTF8.GetBytes($"user.{_random.Next(4)}-ü"), Bytes(0, 300, b => b));
        DressTimes(folder, name);
    }

    private void DressTimes(RawTarget folder, byte[] name) => folder.ChangeTimes(name, default, Time());

    private Libc.Timespec Time() => new() { Seconds = _random.NextInt64(-2_000_000_000, 5_000_000_000), Nanos = _random.Next(1_000_000_000) };

    private byte[] Name()
    {
        if (_random.Next(4) != 0) return Encoding.UTF8.GetBytes($"{(char)('a' + _random.Next(26))}{_random.Next(30)}");
        var name = Bytes(1, 40, b => b is 0 or (byte)'/' ? (byte)'x' : b);
        return name is [(byte)'.'] or [(byte)'.', (byte)'.'] ? "dots"u8.ToArray() : name;
    }

    private byte[] Bytes(int from, int to, Func<byte, byte> map)
    {
        var bytes = new byte[_random.Next(from, to)];
        _random.NextBytes(bytes);
        return [.. bytes.Select(map)];
    }
}
