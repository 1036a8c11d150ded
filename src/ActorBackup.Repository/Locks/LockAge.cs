using System.ComponentModel;
using System.Diagnostics;
using ActorBackup.Linux;
using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Locks;

/// <summary>How long a lock lives (format specification, section 14).</summary>
internal static class LockAge
{
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5), StaleAfter = TimeSpan.FromMinutes(30);

    /// <summary>Not refreshed for this long, its holder stops: others may take it for stale soon.</summary>
    public static readonly TimeSpan OverdueAfter = StaleAfter - 1.5 * RefreshEvery;

    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    public static bool IsStale(LockDocument document, DateTimeOffset now, string hostname)
    {
        var refreshed = document.Time.ToDateTimeOffset();
        return now - refreshed > StaleAfter || (document.Hostname == hostname && hostname.Length > 0 && IsGone(document.Pid, refreshed));
    }

    /// <summary>A process that began after the lock was refreshed only got the number of the one that made it: in a container every one is process 1.</summary>
    private static bool IsGone(int process, DateTimeOffset refreshed)
    {
        if (!ProcessIdentity.Exists(process)) return true;
        try
        {
            using var there = Process.GetProcessById(process);
            return there.StartTime - ClockSlack > refreshed;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return false;
        }
    }
}
