using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http;

/// <summary>Of the Unix socket: whoever could open it, but for web pages.</summary>
internal sealed class LoopbackAdmission : IAdmission
{
    public ProblemJson? Refuse(HttpContext http) => LoopbackRules.Refuse(http.Request);
}
