using System.Runtime.InteropServices;

namespace ActorBackup.Repository.Locks;

/// <summary>Keeps this process alive when it is sent SIGHUP: <c>restic unlock</c> sends it to the owner of each lock, to see whether there is one.</summary>
internal static class Hangup
{
    // Never taken back: who read our lock just before it was released sends the signal after. Other handlers of the process are called all the same.
    private static readonly PosixSignalRegistration Registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);

    /// <summary>From now on, for as long as the process lives.</summary>
    public static void Survive() => GC.KeepAlive(Registration);
}
