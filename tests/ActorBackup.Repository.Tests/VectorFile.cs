using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace ActorBackup.Repository.Tests;

/// <summary>The golden files beside the tests.</summary>
internal static class VectorFile
{
    /// <param name="name">Below Vectors: <c>crypto.json</c>, <c>crafted/tiny.json</c>.</param>
    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
        return document.RootElement.Clone();
    }

    /// <summary>Unpacks an archive of a repository (<c>crafted/tiny-v2.tar.gz</c>) below a folder.</summary>
    /// <returns>The repository's folder, which has the archive's name.</returns>
    public static string Unpack(string name, string into)
    {
        using var packed = new GZipStream(File.OpenRead(PathOf(name)), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, into, overwriteFiles: false);
        return Path.Join(into, Path.GetFileName(name).Replace(".tar.gz", "", StringComparison.Ordinal));
    }

    public static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static string PathOf(string name) => Path.Join(AppContext.BaseDirectory, "Vectors", name);
}
