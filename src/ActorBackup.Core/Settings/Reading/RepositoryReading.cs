using System.Collections.Immutable;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads a store of <c>kind = repository</c>.</summary>
internal static class RepositoryReading
{
    private const int MiB = 1 << 20;

    private static readonly string[] Remote = ["s3:", "rest:", "sftp:", "b2:", "azure:", "gs:", "rclone:", "swift:"];

    /// <summary>The keys that only these stores have.</summary>
    public static ImmutableHashSet<string> Keys { get; } = ["location", "password-file", "password", "compression", "create", "pack-size"];

    public static RepositorySettings? Read(string name, Block block, PathRule paths)
    {
        var location = block.Has("location", out var written) && block.TryRead("location", written, text => Location(text, paths), out var folder) ? folder : null;
        if (location is null && !block.Fields.TryGet("location", out _)) block.Wrong("location", "is missing: name the folder of the repository, such as location = \"vault\".");
        var passwordFile = block.OrOff("password-file", paths.Absolute);
        var password = block.OrOff("password", Forms.Text);
        if (passwordFile is not null && password is not null) block.Wrong("password", "stands beside password-file: keep one of the two.");
        if (!block.Fields.TryGet("password-file", out _) && !block.Fields.TryGet("password", out _))
            block.Wrong("password-file", "is missing: name a file that holds the password, or say password = ${VARIABLE} to take it from the environment.");
        else if (passwordFile is null && password is null) block.Wrong("password-file", "a repository is always encrypted: it needs password-file or password.");

        var compression = block.Value("compression", DataCompression.Auto, Forms.OneOf(("auto", DataCompression.Auto), ("off", DataCompression.Off), ("max", DataCompression.Max)));
        var create = block.Value("create", true, Forms.OnOff);
        var packBytes = block.Value("pack-size", RepositorySettings.DefaultPackBytes, PackSize);
        var (keep, trash) = StoreReading.TrashKeep(block);
        trash.Close(key => key == "max-bytes" ? "belongs to stores of kind = copies: in a repository nothing is freed before its time is over." : null);
        var minFree = block.OrOff("min-free", 0.10, Forms.Share) ?? 0;
        block.Close(key => key is "folder" ? "belongs to stores of kind = copies; a repository has a location."
            : key is "name" or "warn-at" or "compress-after" or "compress-with" ? "belongs to stores of kind = copies." : null);
        return location is null ? null : new RepositorySettings(new StoreName(name), location, passwordFile, password, compression, create, packBytes, keep, minFree);
    }

    /// <summary>Restic's own forms are understood, so that a location can be copied from one to the other.</summary>
    private static string Location(string text, PathRule paths)
    {
        if (Array.Exists(Remote, scheme => text.StartsWith(scheme, StringComparison.Ordinal)))
            throw new FormatException($"'{text[..text.IndexOf(':', StringComparison.Ordinal)]}:' is not available in this version: a repository lies in a folder.");
        return paths.Absolute(text.StartsWith("local:", StringComparison.Ordinal) ? text["local:".Length..] : text);
    }

    private static int PackSize(string text) => Forms.Size(text) is >= 4 * MiB and <= 128 * MiB and var bytes
        ? (int)bytes : throw new FormatException($"'{text}' is out of range: 4MiB to 128MiB.");
}
