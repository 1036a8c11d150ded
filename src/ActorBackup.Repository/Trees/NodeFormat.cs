using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Json;

namespace ActorBackup.Repository.Trees;

/// <summary>One node of a tree, field by field in restic's order (format specification, section 11.1).</summary>
internal static class NodeFormat
{
    public static void Write(GoJsonWriter json, Node node)
    {
        json.Raw("{"u8);
        json.Name("name"u8);
        if (GoQuoting.IsPlain(node.Name.Bytes)) json.Text(node.Name.Bytes);
        else json.Text(GoQuoting.Quote(node.Name.Bytes));
        json.Name("type"u8);
        if (node.Type == NodeType.Unknown) json.Text(node.UnknownType);
        else json.Text(NodeTypes.Word(node.Type));
        json.NumberUnlessZero("mode"u8, node.Mode);
        json.Name("mtime"u8);
        json.Time(node.ModifiedAt);
        json.Name("atime"u8);
        json.Time(node.AccessedAt);
        json.Name("ctime"u8);
        json.Time(node.ChangedAt);
        WriteOwner(json, node);
        json.NumberUnlessZero("inode"u8, node.Inode);
        json.NumberUnlessZero("device_id"u8, node.DeviceId);
        json.NumberUnlessZero("size"u8, node.Size);
        json.NumberUnlessZero("links"u8, node.Links);
        WriteLinkTarget(json, node.LinkTarget.Bytes);
        WriteAttributes(json, node);
        json.NumberUnlessZero("device"u8, node.Device);
        WriteContent(json, node.Content);
        if (node.Subtree is { } subtree)
        {
            json.Name("subtree"u8);
            json.Id(subtree.Value);
        }
        json.TextUnlessEmpty("error"u8, node.Error);
        json.Raw("}"u8);
    }

    public static Node Read(ref GoJsonReader json, OwnerNames names)
    {
        var (name, rawTarget, target) = (default(RawName), default(RawName), default(RawName));
        var (type, unknownType, user, group, error) = (NodeType.Unknown, "", "", "", "");
        var (mode, uid, gid) = (0u, 0u, 0u);
        NodeTime modified = default, accessed = default, changed = default;
        ulong inode = 0, deviceId = 0, size = 0, links = 0, device = 0;
        ImmutableArray<ExtendedAttribute> attributes = [];
        ReadOnlyMemory<byte> genericAttributes = default;
        ImmutableArray<BlobId> content = default;
        TreeId? subtree = null;

        if (!json.EnterObject()) throw json.Wrong("a node");
        while (json.NextField())
        {
            if (json.IsNull) continue;
            if (json.Is("name"u8)) name = ReadName(ref json);
            else if (json.Is("type"u8)) (type, unknownType) = ReadType(ref json);
            else if (json.Is("mode"u8)) mode = json.Number32();
            else if (json.Is("mtime"u8)) modified = json.Time();
            else if (json.Is("atime"u8)) accessed = json.Time();
            else if (json.Is("ctime"u8)) changed = json.Time();
            else if (json.Is("uid"u8)) uid = json.Number32();
            else if (json.Is("gid"u8)) gid = json.Number32();
            else if (json.Is("user"u8)) user = names.User(json.TextBytes());
            else if (json.Is("group"u8)) group = names.Group(json.TextBytes());
            else if (json.Is("inode"u8)) inode = json.Number(ulong.MaxValue);
            else if (json.Is("device_id"u8)) deviceId = json.Number(ulong.MaxValue);
            else if (json.Is("size"u8)) size = json.Number(ulong.MaxValue);
            else if (json.Is("links"u8)) links = json.Number(ulong.MaxValue);
            else if (json.Is("content"u8)) content = ReadContent(ref json);
            else if (json.Is("subtree"u8)) subtree = new TreeId(json.Id());
            else if (json.Is("linktarget"u8)) target = new RawName(json.TextBytes());
            else if (json.Is("linktarget_raw"u8)) rawTarget = RawName.Own(json.Binary());
            else if (json.Is("extended_attributes"u8)) attributes = ReadAttributes(ref json);
            else if (json.Is("generic_attributes"u8)) genericAttributes = ReadGenericAttributes(ref json);
            else if (json.Is("device"u8)) device = json.Number(ulong.MaxValue);
            else if (json.Is("error"u8)) error = json.Text();
            else json.Skip();
        }
        return new Node(name, type)
        {
            Mode = mode, ModifiedAt = modified, AccessedAt = accessed, ChangedAt = changed, Uid = uid, Gid = gid, User = user, Group = group,
            Inode = inode, DeviceId = deviceId, Size = size, Links = links, LinkTarget = rawTarget.Length > 0 ? rawTarget : target,
            ExtendedAttributes = attributes, GenericAttributes = genericAttributes, Device = device, Content = content, Subtree = subtree,
            Error = error, UnknownType = unknownType,
        };
    }

    private static void WriteOwner(GoJsonWriter json, Node node)
    {
        json.Name("uid"u8);
        json.Number((ulong)node.Uid);
        json.Name("gid"u8);
        json.Number((ulong)node.Gid);
        json.TextUnlessEmpty("user"u8, node.User);
        json.TextUnlessEmpty("group"u8, node.Group);
    }

    private static void WriteLinkTarget(GoJsonWriter json, ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty) return;
        json.Name("linktarget"u8);
        json.Text(target);
        if (Utf8.IsValid(target)) return;
        json.Name("linktarget_raw"u8);
        json.Binary(target);
    }

    private static void WriteAttributes(GoJsonWriter json, Node node)
    {
        if (!node.ExtendedAttributes.IsDefaultOrEmpty)
        {
            json.Name("extended_attributes"u8);
            json.Raw("["u8);
            foreach (var attribute in node.ExtendedAttributes)
            {
                json.NextItem();
                json.Raw("{"u8);
                json.Name("name"u8);
                json.Text(attribute.Name.Bytes);
                json.Name("value"u8);
                json.Binary(attribute.Value.Span);
                json.Raw("}"u8);
            }
            json.Raw("]"u8);
        }
        if (node.GenericAttributes.IsEmpty) return;
        json.Name("generic_attributes"u8);
        json.Raw(node.GenericAttributes.Span);
    }

    private static void WriteContent(GoJsonWriter json, ImmutableArray<BlobId> content)
    {
        json.Name("content"u8);
        if (content.IsDefault)
        {
            json.Raw("null"u8);
            return;
        }
        json.Raw("["u8);
        foreach (var blob in content)
        {
            json.NextItem();
            json.Id(blob.Value);
        }
        json.Raw("]"u8);
    }

    private static RawName ReadName(ref GoJsonReader json) =>
        GoQuoting.TryUnquote(json.TextBytes(), out var name) ? RawName.Own(name) : throw json.Wrong("a name quoted as in Go");

    private static (NodeType, string) ReadType(ref GoJsonReader json)
    {
        var word = json.TextBytes();
        var type = NodeTypes.Of(word);
        return (type, type == NodeType.Unknown ? Encoding.UTF8.GetString(word) : "");
    }

    private static ImmutableArray<BlobId> ReadContent(ref GoJsonReader json)
    {
        if (!json.EnterArray()) return default;
        var content = ImmutableArray.CreateBuilder<BlobId>(1);
        while (json.NextItem()) content.Add(new BlobId(json.Id()));
        return content.DrainToImmutable();
    }

    private static ImmutableArray<ExtendedAttribute> ReadAttributes(ref GoJsonReader json)
    {
        var attributes = ImmutableArray.CreateBuilder<ExtendedAttribute>();
        if (!json.EnterArray()) return [];
        while (json.NextItem())
        {
            var (name, value) = (default(RawName), Array.Empty<byte>());
            if (!json.EnterObject()) throw json.Wrong("an extended attribute");
            while (json.NextField())
            {
                if (json.Is("name"u8)) name = new RawName(json.TextBytes());
                else if (json.Is("value"u8)) value = json.Binary();
                else json.Skip();
            }
            attributes.Add(new ExtendedAttribute(name, value));
        }
        return attributes.DrainToImmutable();
    }

    private static ReadOnlyMemory<byte> ReadGenericAttributes(ref GoJsonReader json)
    {
        if (!json.EnterObject()) return default;
        var verbatim = json.Verbatim();
        return verbatim.SequenceEqual("{}"u8) ? default(ReadOnlyMemory<byte>) : verbatim.ToArray();
    }
}
