using System.Text;
using System.Text.Json;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Health;

namespace ActorBackup.Core.Tests.Health;

/// <summary>Against System.Text.Json as judge, on documents and damaged documents from fixed seeds.</summary>
public sealed class StructureScannerComparisonTests
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 1000 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_on_random_documents(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var document = Encoding.UTF8.GetBytes(Document(random, 4));

            Assert.Equal(new ContentReading("json", Count(document), null, false), Read(StructureScanner.Json(), document, random));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Agrees_on_damaged_documents(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
        {
            var document = Damage(Encoding.UTF8.GetBytes(Document(random, 3)), random);

            var reading = Read(StructureScanner.Json(), document, random);

            Assert.True(IsJson(document) == (reading.ParsedAs == "json"), $"{Encoding.Latin1.GetString(document)}: {reading}");
        }
    }

    [Fact]
    public void Gives_the_same_answer_however_the_bytes_come()
    {
        var random = new Random(21);
        for (var i = 0; i < 1000; i++)
        {
            var document = Damage(Encoding.UTF8.GetBytes("\uFEFF" + Document(random, 3) + "\n" + Document(random, 1)), random);

            var pieces = Read(StructureScanner.JsonOrLines(), document, random);

            Assert.Equal(Whole(StructureScanner.JsonOrLines(), document), pieces);
        }
    }

    private static ContentReading Whole(StructureScanner scanner, byte[] document)
    {
        scanner.Feed(document);
        return scanner.Finish();
    }

    private static ContentReading Read(StructureScanner scanner, byte[] document, Random random)
    {
        for (var at = 0; at < document.Length;)
        {
            var length = Math.Min(random.Next(1, 9), document.Length - at);
            scanner.Feed(document.AsSpan(at, length));
            at += length;
        }
        return scanner.Finish();
    }

    private static string Document(Random random, int depth)
    {
        var white = " \n\t  "[..random.Next(0, 3)];
        return white + (random.Next(depth > 0 ? 8 : 6)) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => random.Next(-1000, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
            3 => (random.NextDouble() * 1e10).ToString("E5", System.Globalization.CultureInfo.InvariantCulture),
            4 => "-0.25",
            5 => JsonSerializer.Serialize(Text(random)),
            6 => $"[{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Document(random, depth - 1)))}]",
            _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"{JsonSerializer.Serialize(Text(random))}:{Document(random, depth - 1)}"))}{white}}}",
        } + white;
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => "abc \"\\/\n\u0001é🗝xyz"[random.Next(13)]));

    private static byte[] Damage(byte[] document, Random random)
    {
        var at = random.Next(document.Length);
        return random.Next(4) switch
        {
            0 => document[..at],
            1 => [.. document[..at], .. document[(at + 1)..]],
            2 => [.. document[..at], (byte)"{}[],:\"\\0-eEtn. "[random.Next(16)], .. document[at..]],
            _ => [.. document[..at], (byte)"{}[],:\"\\0-eEtn. "[random.Next(16)], .. document[(at + 1)..]],
        };
    }

    private static bool IsJson(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document, Strict);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException) { return false; }
    }

    private static long Count(byte[] document)
    {
        using var parsed = JsonDocument.Parse(document);
        return parsed.RootElement.ValueKind switch
        {
            JsonValueKind.Array => parsed.RootElement.GetArrayLength(),
            JsonValueKind.Object => parsed.RootElement.EnumerateObject().Count(),
            _ => 0,
        };
    }
}
