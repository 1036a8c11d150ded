namespace Akka.Remote.Tests.Hostile;

/// <summary>About bytes on the wire, which are not those of the Akka.NET packages.</summary>
public sealed class SubsetFactAttribute : FactAttribute
{
    public SubsetFactAttribute() => Skip = Runtime.IsPackage ? Runtime.Why : null;
}

public sealed class SubsetTheoryAttribute : TheoryAttribute
{
    public SubsetTheoryAttribute() => Skip = Runtime.IsPackage ? Runtime.Why : null;
}

internal static class Runtime
{
    public const string Why = "The packages speak another protocol.";

    public static bool IsPackage => typeof(AddressUid).Assembly.GetName().Version is { Major: > 0 };
}
