using System.Collections.Immutable;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Json;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of a snapshot, byte for byte as restic writes it (format specification, section 12).</summary>
public static class SnapshotFormat
{
    public static byte[] Write(SnapshotDocument document)
    {
        var json = new GoJsonWriter(1024);
        json.Raw("{"u8);
        json.Name("time"u8);
        json.Time(document.Time);
        IdUnlessNone(json, "parent"u8, document.Parent);
        json.Name("tree"u8);
        json.Id(document.Tree.Value);
        WriteTexts(json, "paths"u8, document.Paths);
        json.TextUnlessEmpty("hostname"u8, document.Hostname);
        json.TextUnlessEmpty("username"u8, document.Username);
        json.NumberUnlessZero("uid"u8, document.Uid);
        json.NumberUnlessZero("gid"u8, document.Gid);
        if (!document.Excludes.IsDefaultOrEmpty) WriteTexts(json, "excludes"u8, document.Excludes);
        if (!document.Tags.IsDefaultOrEmpty) WriteTexts(json, "tags"u8, document.Tags);
        IdUnlessNone(json, "original"u8, document.Original);
        json.TextUnlessEmpty("program_version"u8, document.ProgramVersion);
        if (document.Summary is { } summary)
        {
            json.Name("summary"u8);
            SummaryFormat.Write(json, summary);
        }
        json.Raw("}"u8);
        return json.ToArray();
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: no JSON, or without time or tree.</exception>
    public static SnapshotDocument Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "A snapshot");
        NodeTime? time = null;
        TreeId? tree = null;
        var document = new SnapshotDocument(default, default, []);
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.IsNull) continue;
            if (reader.Is("time"u8)) time = reader.Time();
            else if (reader.Is("tree"u8)) tree = new TreeId(reader.Id());
            else document = ReadOptional(ref reader, document);
        }
        reader.End();
        return document with { Time = time ?? throw Missing("time"), Tree = tree ?? throw Missing("tree") };
    }

    private static SnapshotDocument ReadOptional(ref GoJsonReader reader, SnapshotDocument document)
    {
        if (reader.Is("parent"u8)) return document with { Parent = new SnapshotFileId(reader.Id()) };
        if (reader.Is("paths"u8)) return document with { Paths = ReadTexts(ref reader) };
        if (reader.Is("hostname"u8)) return document with { Hostname = reader.Text() };
        if (reader.Is("username"u8)) return document with { Username = reader.Text() };
        if (reader.Is("uid"u8)) return document with { Uid = reader.Number32() };
        if (reader.Is("gid"u8)) return document with { Gid = reader.Number32() };
        if (reader.Is("excludes"u8)) return document with { Excludes = ReadTexts(ref reader) };
        if (reader.Is("tags"u8)) return document with { Tags = ReadTexts(ref reader) };
        if (reader.Is("original"u8)) return document with { Original = new SnapshotFileId(reader.Id()) };
        if (reader.Is("program_version"u8)) return document with { ProgramVersion = reader.Text() };
        if (reader.Is("summary"u8)) return document with { Summary = SummaryFormat.Read(ref reader) };
        reader.Skip();
        return document;
    }

    private static void IdUnlessNone(GoJsonWriter json, ReadOnlySpan<byte> name, SnapshotFileId? id)
    {
        if (id is null) return;
        json.Name(name);
        json.Id(id.Value.Value);
    }

    private static void WriteTexts(GoJsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        json.Name(name);
        json.Raw("["u8);
        foreach (var text in texts)
        {
            json.NextItem();
            json.Text(text);
        }
        json.Raw("]"u8);
    }

    private static ImmutableArray<string> ReadTexts(ref GoJsonReader reader)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        if (!reader.EnterArray()) return [];
        while (reader.NextItem()) texts.Add(reader.Text());
        return texts.DrainToImmutable();
    }

    private static RepositoryException Missing(string field) => RepositoryException.Damaged($"A snapshot is damaged: it has no {field}.");
}
