namespace ActorBackup.Repository.Checking;

/// <summary>Hands findings on, one at a time, and counts what a check has done. Safe for concurrent use.</summary>
internal sealed class CheckTally(Action<Finding> report)
{
    private readonly Lock _gate = new();
    private long _errors, _hints, _packsRead, _bytesRead;

    public void Error(FindingKind kind, string what, string next, FileTarget target = default) => Add(FindingSeverity.Error, kind, what, next, target);

    public void Hint(FindingKind kind, string what, string next, FileTarget target = default) => Add(FindingSeverity.Hint, kind, what, next, target);

    public void Add(FindingSeverity severity, FindingKind kind, string what, string next, FileTarget target)
    {
        lock (_gate)
        {
            if (severity == FindingSeverity.Error) _errors++;
            else _hints++;
            report(new Finding(severity, kind, what, next) { File = target.File, Blob = target.Blob });
        }
    }

    public void PackWasRead(long bytes)
    {
        lock (_gate) (_packsRead, _bytesRead) = (_packsRead + 1, _bytesRead + bytes);
    }

    public CheckResult Result(long snapshots, long trees, long packs)
    {
        lock (_gate) return new CheckResult(_errors, _hints, snapshots, trees, packs, _packsRead, _bytesRead);
    }
}
