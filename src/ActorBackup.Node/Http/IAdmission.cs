using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http;

/// <summary>Who is let in at a face.</summary>
internal interface IAdmission
{
    /// <returns>Why the request is not let in, or null.</returns>
    ProblemJson? Refuse(HttpContext http);
}
