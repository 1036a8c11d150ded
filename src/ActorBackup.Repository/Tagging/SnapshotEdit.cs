using System.Collections.Immutable;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Json;

namespace ActorBackup.Repository.Tagging;

/// <summary>Changes tags and origin in the JSON of a snapshot and leaves every other byte as it is, also fields that nobody here knows.</summary>
internal static class SnapshotEdit
{
    // What restic writes after the tags and after the origin; a field nobody knows stays where it is.
    private static readonly string[] AfterTags = ["original", "program_version", "summary"], AfterOriginal = ["program_version", "summary"];

    private readonly record struct Field(string Name, byte[] Value);

    public static byte[] Apply(ReadOnlySpan<byte> json, ImmutableArray<string> tags, SnapshotFileId original)
    {
        var fields = Read(json);
        Replace(fields, "original", Written(w => w.Id(original.Value)), AfterOriginal);
        if (tags.IsEmpty) fields.RemoveAll(f => f.Name == "tags");
        else Replace(fields, "tags", Written(w => WriteTags(w, tags)), AfterTags);

        var result = new GoJsonWriter(json.Length + 128);
        result.Raw("{"u8);
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) result.Raw(","u8);
            result.Text(fields[i].Name);
            result.Raw(":"u8);
            result.Raw(fields[i].Value);
        }
        result.Raw("}"u8);
        return result.ToArray();
    }

    private static List<Field> Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "A snapshot");
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        var fields = new List<Field>();
        while (reader.NextField()) fields.Add(new Field(reader.FieldName, reader.Verbatim().ToArray()));
        reader.End();
        return fields;
    }

    /// <summary>In its old place, or before the first of those that come after it.</summary>
    private static void Replace(List<Field> fields, string name, byte[] value, string[] after)
    {
        var at = fields.FindIndex(f => f.Name == name);
        if (at >= 0)
        {
            fields[at] = new Field(name, value);
            return;
        }
        at = fields.FindIndex(f => after.Contains(f.Name));
        fields.Insert(at < 0 ? fields.Count : at, new Field(name, value));
    }

    private static void WriteTags(GoJsonWriter json, ImmutableArray<string> tags)
    {
        json.Raw("["u8);
        foreach (var tag in tags)
        {
            json.NextItem();
            json.Text(tag);
        }
        json.Raw("]"u8);
    }

    private static byte[] Written(Action<GoJsonWriter> write)
    {
        var json = new GoJsonWriter(128);
        write(json);
        return json.ToArray();
    }
}
