using System.Text;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Health;
using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Health;

public sealed class StructureScannerTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2,3]}""", 2)]
    [InlineData("""[1,{"a":[]},"x"]""", 3)]
    [InlineData("[]", 0)]
    [InlineData("{}", 0)]
    [InlineData("[[],[[]]]", 2)]
    [InlineData("null", 0)]
    [InlineData("\"a string\"", 0)]
    [InlineData("\"\"", 0)]
    [InlineData("0", 0)]
    [InlineData("-0.5e+10", 0)]
    [InlineData("12345678901234567890123456789", 0)]
    [InlineData(" \r\n\t[ 1 , 2 ] \n", 2)]
    [InlineData("\uFEFF{\"a\":true}", 1)]
    [InlineData("[NaN,Infinity,-Infinity]", 3)]
    [InlineData("""{"a":1,"a":2}""", 2)]
    [InlineData("""["\"\\\/\b\f\n\r\t\u00e9\uD83D"]""", 1)]
    [InlineData("[true,false,null]", 3)]
    [InlineData("[\"grüße 🗝\"]", 1)]
    [InlineData("{\"\":0}", 1)]
    public void Reads_whole_json(string json, long items) =>
        Assert.Equal(new ContentReading("json", items, null, false), Read(StructureScanner.Json(), json));

    [Theory]
    [InlineData("""{"a":1""", "it ends at byte 6 in the middle of 1 open brackets")]
    [InlineData("""["abc""", "it ends at byte 5 in the middle of a string")]
    [InlineData("""["abc\""", "it ends at byte 6 in the middle of a string")]
    [InlineData("tru", "it ends at byte 3 in the middle of a value")]
    [InlineData("-", "it ends at byte 1 in the middle of a value")]
    [InlineData("1.", "it ends at byte 2 in the middle of a value")]
    [InlineData("1e", "it ends at byte 2 in the middle of a value")]
    [InlineData("[1,]", "byte 3: ']' where a value was expected")]
    [InlineData("""{"a":1,}""", "byte 7: '}' where a name in quotes was expected")]
    [InlineData("{,}", "byte 1: ',' where a name in quotes was expected")]
    [InlineData("""{"a" 1}""", "byte 5: '1' where ':' was expected")]
    [InlineData("""{"a":1]""", "byte 6: ']' where ',' or a closing bracket was expected")]
    [InlineData("[1}", "byte 2: '}' where ',' or a closing bracket was expected")]
    [InlineData("[1 2]", "byte 3: '2' where ',' or a closing bracket was expected")]
    [InlineData("01", "byte 1: a number that is none")]
    [InlineData("+1", "byte 0: '+' where a value was expected")]
    [InlineData(".5", "byte 0: '.' where a value was expected")]
    [InlineData("[-a]", "byte 2: a number that is none")]
    [InlineData("1.e5", "byte 2: a number that is none")]
    [InlineData("truE", "byte 3: no value begins like this; 'true' was expected")]
    [InlineData("nul]", "byte 3: no value begins like this; 'null' was expected")]
    [InlineData("""["\x"]""", "byte 3: an unknown escape in a string")]
    [InlineData("""["\u12G4"]""", "byte 6: \\u without four hexadecimal digits")]
    [InlineData("[\"a\u0000b\"]", "byte 3: a control character (0x00) in a string")]
    [InlineData("[\"a\nb\"]", "byte 3: a control character (0x0a) in a string")]
    [InlineData("[1]\0\0\0", "byte 3: a control character (0x00)")]
    [InlineData("{} {}", "byte 3: '{' after the end of the value")]
    [InlineData("{}x", "byte 2: 'x' after the end of the value")]
    [InlineData("<html>", "byte 0: '<' where a value was expected")]
    [InlineData("'a'", "byte 0: ''' where a value was expected")]
    [InlineData("\uFEFF", "there is nothing but white space")]
    public void Says_where_json_breaks(string json, string failure) => Assert.Equal(failure, Read(StructureScanner.Json(), json).Failure);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF\n")]
    public void Takes_white_space_for_blank_and_for_no_json(string text)
    {
        Assert.True(Read(StructureScanner.Json(), text) is { Blank: true, Items: 0, ParsedAs: null, Failure: not null });
        Assert.True(Read(StructureScanner.JsonLines(), text) is { Blank: true, Items: 0, ParsedAs: "jsonl", Failure: null });
        Assert.True(Read(StructureScanner.Unparsed(), text) is { Blank: true, Items: null, ParsedAs: null, Failure: null });
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", 2)]
    [InlineData("{\"a\":1}\r\n\r\n{\"a\":2}", 2)]
    [InlineData("\n1\n2\n3\n", 3)]
    [InlineData("[1,2,3]", 1)]
    [InlineData("\uFEFF\"a\"\n\"b\"", 2)]
    public void Counts_json_lines(string text, long lines) =>
        Assert.Equal(new ContentReading("jsonl", lines, null, false), Read(StructureScanner.JsonLines(), text));

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":", "it ends at byte 13 in the middle of 1 open brackets")]
    [InlineData("{\"a\":\n1}", "byte 5: the line ends within a value")]
    [InlineData("{} {}\n", "byte 3: '{' after the end of the value")]
    [InlineData("{}\nnope\n", "byte 4: no value begins like this; 'null' was expected")]
    public void Says_where_json_lines_break(string text, string failure) => Assert.Equal(failure, Read(StructureScanner.JsonLines(), text).Failure);

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "jsonl", 2)]
    [InlineData("1\n2", "jsonl", 2)]
    [InlineData("{\"a\":1,\"b\":2}\n", "json", 2)]
    [InlineData("{\n\"a\":1\n}\n", "json", 1)]
    public void Takes_a_second_line_for_json_lines_where_either_may_be(string text, string format, long items) =>
        Assert.Equal(new ContentReading(format, items, null, false), Read(StructureScanner.JsonOrLines(), text));

    [Fact]
    public void Does_not_take_documents_over_several_lines_for_json_lines() =>
        Assert.Equal("byte 6: '{' after the end of the value", Read(StructureScanner.JsonOrLines(), "{\n}\n \n{}").Failure);

    [Theory]
    [InlineData("map.json", null, false, "jsonl")]
    [InlineData("map.json", "jsonl", true, "jsonl")]
    [InlineData("map.JSON", "json", true, null)]
    [InlineData("map.json", null, true, null)]
    [InlineData("map.jsonl", "json", true, "jsonl")]
    [InlineData("map.ndjson", null, false, "jsonl")]
    [InlineData("map.txt", null, false, null)]
    public void Chooses_by_name_and_reference(string name, string? reference, bool hasReference, string? parsedAs) =>
        Assert.Equal(parsedAs, Read(StructureScanner.For(new CaptureRequest("/a/" + name, ParseMode.Auto, default, default, reference, hasReference)), "1\n2\n").ParsedAs);

    [Fact]
    public void Reads_brackets_to_a_depth_of_ten_thousand()
    {
        Assert.Equal("json", Read(StructureScanner.Json(), Nested(10_000)).ParsedAs);
        Assert.Equal("byte 10000: nested deeper than 10000 levels", Read(StructureScanner.Json(), Nested(10_001)).Failure);
    }

    [Fact]
    public void Tells_objects_from_arrays_at_every_depth()
    {
        var deep = string.Concat(Enumerable.Repeat("[{\"a\":", 200)) + "1" + string.Concat(Enumerable.Repeat("}]", 200));

        Assert.Equal("json", Read(StructureScanner.Json(), deep).ParsedAs);
        Assert.NotNull(Read(StructureScanner.Json(), deep.Replace("1}", "1]", StringComparison.Ordinal)).Failure);
    }

    [Fact]
    public void Needs_no_memory_for_a_long_string()
    {
        var scanner = StructureScanner.Json();
        var piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        scanner.Feed("[\""u8);
        scanner.Feed(piece);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1023; i++) scanner.Feed(piece);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
        scanner.Feed("\"]"u8);
        Assert.Equal(1, scanner.Finish().Items);
    }


    private static ContentReading Read(StructureScanner scanner, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        scanner.Feed(bytes);
        return scanner.Finish();
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
