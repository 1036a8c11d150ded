namespace ActorBackup.Benchmarks.Repository;

/// <summary>The folders and files that are backed up: their shape is fixed, their bytes and exact sizes come from the seed.</summary>
internal static class SampleFiles
{
    private const int KiB = 1024;

    // How many files of how many KiB, from and to. With one file more to change and one to fill up, 20,000.
    private static readonly (int Count, int From, int To)[] Classes = [(12_000, 1, 16), (6_000, 16, 128), (1_819, 128, 512), (170, 1024, 8192), (9, 8192, 24_576)];

    /// <summary>20,000 files of 2 GiB together, half of them text, divided by <paramref name="divisor"/>; a hundred files a folder.</summary>
    public static void WriteMixed(string root, ulong seed, int divisor)
    {
        var bytes = new SampleBytes(seed);
        var sizes = Classes.SelectMany(kind => Enumerable.Range(0, kind.Count / divisor).Select(_ => bytes.Between(kind.From * KiB, kind.To * KiB))).ToList();
        for (var i = sizes.Count - 1; i > 0; i--)
        {
            var other = bytes.Between(0, i);
            (sizes[i], sizes[other]) = (sizes[other], sizes[i]);
        }
        var rest = (2L << 30) / divisor - sizes.Sum(size => (long)size) - 4 * KiB;
        sizes.Add((int)Math.Clamp(rest, 0, 512L << 20));
        var buffer = new byte[sizes.Max()];
        for (var i = 0; i < sizes.Count; i++)
        {
            var content = buffer.AsSpan(0, sizes[i]);
            if (i % 2 == 1) bytes.FillText(content);
            else bytes.FillRandom(content);
            Write($"{root}/d{i % 50:00}/e{i / 50 % 4}/f{i:00000}.{(i % 2 == 1 ? "txt" : "bin")}", content, i);
        }
        Change(root, seed);
    }

    /// <summary>Random bytes, which nothing compresses.</summary>
    public static void WriteBig(string path, ulong seed, long length)
    {
        var bytes = new SampleBytes(seed);
        var buffer = new byte[1 << 20];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        for (; length > 0; length -= buffer.Length)
        {
            bytes.FillRandom(buffer);
            file.Write(buffer, 0, (int)Math.Min(length, buffer.Length));
        }
    }

    /// <summary>Small files, <paramref name="perFolder"/> in each folder.</summary>
    /// <returns>Their paths.</returns>
    public static string[] WriteSmall(string root, ulong seed, int count, int perFolder, int length)
    {
        var bytes = new SampleBytes(seed);
        var content = new byte[length];
        var paths = new string[count];
        for (var i = 0; i < count; i++)
        {
            bytes.FillRandom(content);
            paths[i] = $"{root}/g{i / perFolder / 100:000}/h{i / perFolder:00000}/s{i:000000}";
            Write(paths[i], content, i);
        }
        return paths;
    }

    /// <summary>Overwrites the file <c>change-me</c>.</summary>
    public static void Change(string root, ulong seed)
    {
        var content = new byte[4 * KiB];
        new SampleBytes(seed).FillRandom(content);
        File.WriteAllBytes($"{root}/change-me", content);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, int number)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path, bufferSize: 0);
        file.Write(content);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(1_600_000_000 + number).AddTicks(number % 10_000));
    }
}
