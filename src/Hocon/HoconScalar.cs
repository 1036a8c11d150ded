namespace Hocon;

/// <summary>A text, number, boolean or null, as it was written; <see cref="HoconUnits"/> reads what it means.</summary>
public sealed class HoconScalar : HoconNode, IEquatable<HoconScalar>
{
    /// <param name="origin">Where it stands.</param>
    /// <param name="text">Without quotes and with escapes replaced; "null" for null.</param>
    /// <param name="quoted">Whether it was one string in quotes; false for what several parts or the environment made up.</param>
    /// <param name="isNull">Whether it is the word <c>null</c> without quotes.</param>
    public HoconScalar(HoconOrigin origin, string text, bool quoted = false, bool isNull = false)
        : base(origin, [], 1 + text.Length) => (Text, Quoted, IsNull) = (text, quoted, isNull);

    public string Text { get; }
    public bool Quoted { get; }
    public bool IsNull { get; }
    public override string Kind => IsNull ? "null" : "a text";

    public bool Equals(HoconScalar? other) => other is not null && other.IsNull == IsNull && other.Text == Text;
    public override bool Equals(object? obj) => Equals(obj as HoconScalar);
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
    public override string ToString() => Text;
}
