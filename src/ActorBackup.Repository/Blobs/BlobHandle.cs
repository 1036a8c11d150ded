using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Blobs;

/// <summary>The key of a blob: a data blob and a tree blob of equal id are different things.</summary>
public readonly record struct BlobHandle(BlobType Type, BlobId Id)
{
    public static BlobHandle Data(BlobId id) => new(BlobType.Data, id);

    public static BlobHandle Tree(TreeId id) => new(BlobType.Tree, new BlobId(id.Value));

    public override string ToString() => $"{(Type == BlobType.Tree ? "tree" : "data")} {Id}";
}
