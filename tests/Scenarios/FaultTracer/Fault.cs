using System.Globalization;

namespace FaultTracer;

/// <summary>What is to happen at a point: the process is killed before the call is made, or the call fails with an errno without being made.</summary>
/// <param name="Error">0 means kill.</param>
/// <param name="Lasting">Until cleared; else once.</param>
internal sealed record Fault(int Error, bool Lasting, string Point)
{
    /// <summary><c>kill write data/manifests.db</c>, <c>28 fsync backups/</c> once, <c>5* …</c> until cleared.</summary>
    public static Fault Parse(string text)
    {
        var (what, point) = (text[..text.IndexOf(' ', StringComparison.Ordinal)], text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return new Fault(what == "kill" ? 0 : int.Parse(what.TrimEnd('*'), CultureInfo.InvariantCulture), what.EndsWith('*'), point);
    }
}
