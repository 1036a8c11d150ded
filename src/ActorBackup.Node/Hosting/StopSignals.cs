using System.Runtime.InteropServices;

namespace ActorBackup.Node.Hosting;

/// <summary>What the operating system may tell a running node.</summary>
internal sealed class StopSignals : IDisposable
{
    private const PosixSignal UserDefined1 = (PosixSignal)10;
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="reload">SIGHUP: read the configuration again.</param>
    /// <param name="everything">SIGUSR1: snapshot everything.</param>
    /// <param name="abort">A second SIGINT: somebody will not wait for a clean stop.</param>
    public StopSignals(Action reload, Action everything, Action abort)
    {
        On(PosixSignal.SIGTERM, () => _stop.TrySetResult());
        On(PosixSignal.SIGINT, () =>
        {
            if (!_stop.TrySetResult()) abort();
        });
        if (OperatingSystem.IsWindows()) return;
        On(PosixSignal.SIGHUP, reload);
        On(UserDefined1, everything);
    }

    /// <summary>Ends with the first SIGTERM or SIGINT.</summary>
    public Task Stop => _stop.Task;

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private void On(PosixSignal signal, Action action) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    }));
}
