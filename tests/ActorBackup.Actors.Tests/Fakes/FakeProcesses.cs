using ActorBackup.Core.Watching;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>One process that a test starts and ends.</summary>
internal sealed class FakeProcesses : IProcessProbe
{
    public ProcessMark? Running { get; set; }

    public int Looks { get; private set; }

    public ProcessMark? Find(string pidFile)
    {
        Looks++;
        return Running;
    }

    public bool IsRunning(ProcessMark process) => Running == process;
}
