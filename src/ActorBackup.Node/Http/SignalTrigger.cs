using ActorBackup.Actors.Signals;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http;

/// <summary>The trigger that a request over HTTP asks for.</summary>
internal static class SignalTrigger
{
    /// <param name="idempotencyKey">Counts where the request names no id.</param>
    /// <exception cref="RefusedException">A field has a value that it cannot have.</exception>
    public static Trigger From(SignalRequest request, string? idempotencyKey, DateTimeOffset now)
    {
        try
        {
            return TriggerReading.Read(request, idempotencyKey, now);
        }
        catch (FormatException wrong)
        {
            throw new RefusedException(RefusalKind.Invalid, wrong.Message);
        }
    }
}
