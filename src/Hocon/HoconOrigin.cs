namespace Hocon;

/// <summary>Where a value stands: the file as it was named, and its line, counted from 1.</summary>
public sealed record HoconOrigin(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
