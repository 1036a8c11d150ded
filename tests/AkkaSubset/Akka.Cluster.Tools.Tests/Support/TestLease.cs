using System.Collections.Concurrent;
using Akka.Coordination;

namespace Akka.Cluster.Tools.Tests.Support;

/// <summary>A lease of all systems of this process. Tests keep apart by the names of their leases.</summary>
/// <remarks>Made by the lease provider from its class name, so what they share is static.</remarks>
internal sealed class TestLease(LeaseSettings settings) : Lease(settings)
{
    private static readonly ConcurrentDictionary<string, (string Owner, Action<Exception?> Lost)> Held = new();

    /// <summary>The section of a configuration that names this class.</summary>
    public const string Section = "test-lease { lease-class = \"Akka.Cluster.Tools.Tests.Support.TestLease, Akka.Cluster.Tools.Tests\" }";

    /// <summary>Null if nobody has it.</summary>
    public static string? Holder(string name) => Held.TryGetValue(name, out var held) ? held.Owner : null;

    /// <summary>Gives it to somebody else, and tells its owner if it had one.</summary>
    public static void Take(string name, string owner)
    {
        var had = Held.TryRemove(name, out var before);
        Held[name] = (owner, _ => { });
        if (had) before.Lost(null);
    }

    public static void Free(string name) => Held.TryRemove(name, out _);

    public override Task<bool> Acquire() => Acquire(_ => { });

    public override Task<bool> Acquire(Action<Exception?> leaseLostCallback) =>
        Task.FromResult(Held.GetOrAdd(Settings.LeaseName, (Settings.OwnerName, leaseLostCallback)).Owner == Settings.OwnerName);

    public override Task<bool> Release()
    {
        if (CheckLease()) Held.TryRemove(Settings.LeaseName, out _);
        return Task.FromResult(true);
    }

    public override bool CheckLease() => Holder(Settings.LeaseName) == Settings.OwnerName;
}
