using System.Collections.Immutable;
using ActorBackup.Core.Settings;

namespace ActorBackup.Actors.Hosting;

/// <summary>What the actor system of a node in a cluster is told beside what every node's is.</summary>
/// <param name="Roles">Of the node.</param>
/// <param name="CertificatePassword">Of the certificate of <see cref="ClusterSettings.Tls"/>; empty if there is none.</param>
/// <param name="OnPackages">Whether the process stands on the Akka.NET packages, else on the subset.</param>
public sealed record ClusterSystem(ClusterSettings Settings, ImmutableList<string> Roles, string CertificatePassword, bool OnPackages)
{
    public override string ToString() => $"{Settings.Host}:{Settings.Port}";
}
