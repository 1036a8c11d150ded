namespace Akka.Actor;

public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var shutdown = new CoordinatedShutdown(system);
        if (system.Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook"))
            ProcessExit.Run(shutdown);
        return shutdown;
    }
}

/// <summary>Runs a coordinated shutdown when the process is ended, and waits for it.</summary>
internal static class ProcessExit
{
    public static void Run(CoordinatedShutdown shutdown)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        shutdown.System.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= OnExit);

        void OnExit(object sender, EventArgs e) =>
            shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(shutdown.TotalTimeout);
    }
}
