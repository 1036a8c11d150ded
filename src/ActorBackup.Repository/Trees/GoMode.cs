namespace ActorBackup.Repository.Trees;

/// <summary>Go's file modes, which trees hold, against st_mode, which Linux knows (format specification, section 11.3).</summary>
public static class GoMode
{
    /// <param name="stMode">As stat returns it, kind included.</param>
    public static uint FromStat(uint stMode) => throw new NotImplementedException();

    /// <summary>What chmod takes: permissions, setuid, setgid and sticky (07777), without the kind.</summary>
    public static uint ToPermissions(uint mode) => throw new NotImplementedException();
}
