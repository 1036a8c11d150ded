namespace ActorBackup.Core.Supervision;

/// <summary>How long to wait before what failed is tried again: doubles from <paramref name="First"/> up to <paramref name="Cap"/>.</summary>
/// <param name="ForgetAfter">What ran this long without failing starts over at <paramref name="First"/>.</param>
public sealed record BackOff(TimeSpan First, TimeSpan Cap, TimeSpan ForgetAfter)
{
    /// <summary>The delay after so many failures in a row; none after 0.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        if (failures <= 0) return TimeSpan.Zero;
        var doubled = First.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 40));
        return doubled >= Cap.TotalMilliseconds ? Cap : TimeSpan.FromMilliseconds(doubled);
    }

    public bool IsAtCap(int failures) => failures > 0 && DelayAfter(failures) >= Cap;

    /// <summary>Counts one more failure of a part that last started at <paramref name="startedAt"/>.</summary>
    /// <returns>Failures in a row now; the delay is <see cref="DelayAfter"/> of it.</returns>
    public int CountFailure(int failures, DateTimeOffset startedAt, DateTimeOffset failedAt) =>
        failedAt - startedAt >= ForgetAfter ? 1 : failures + 1;
}
