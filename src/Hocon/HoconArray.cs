namespace Hocon;

public sealed class HoconArray : HoconNode, IEquatable<HoconArray>
{
    public HoconArray(HoconOrigin origin, IReadOnlyList<HoconNode> items) : base(origin, items, 1) => Items = items;

    public IReadOnlyList<HoconNode> Items { get; }
    public override string Kind => "a list";

    public bool Equals(HoconArray? other) => other is not null && Items.SequenceEqual(other.Items);
    public override bool Equals(object? obj) => Equals(obj as HoconArray);
    public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    public override string ToString() => HoconRenderer.Render(this);
}
