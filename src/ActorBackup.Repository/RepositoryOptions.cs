namespace ActorBackup.Repository;

/// <summary>How a process works with a repository. Nothing of it is stored.</summary>
public sealed record RepositoryOptions
{
    public Compression Compression { get; init; } = Compression.Auto;

    /// <summary>A pack is finished once its blobs reach this; 4 to 128 MiB, smaller in tests.</summary>
    public int PackBytes { get; init; } = 16 << 20;

    /// <summary>The host name written into locks and snapshots.</summary>
    public string Hostname { get; init; } = Environment.MachineName;

    /// <summary>The user name written into locks and snapshots.</summary>
    public string Username { get; init; } = Environment.UserName;

    /// <summary>Wall clock, timers and the zone in which times are written (a part of tree ids).</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Time stamps that go on while the machine sleeps: whether a lock was refreshed in time is judged by them.</summary>
    public TimeProvider BootClock { get; init; } = TimeProvider.System;

    /// <summary>Told what a user should know but what stops nothing: a damaged file skipped, a copy of a blob that was bad.</summary>
    public Action<string> Warn { get; init; } = static _ => { };
}
