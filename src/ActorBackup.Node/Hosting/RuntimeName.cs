using System.Reflection;

namespace ActorBackup.Node.Hosting;

/// <summary>What this process is built of.</summary>
internal static class RuntimeName
{
    public static string Version => Informational(typeof(RuntimeName).Assembly);

    /// <summary>Which implementation of Akka.NET's API is loaded, as the build chose it, with its version.</summary>
    public static string OfActors => $"{BuiltOn()} {Informational(typeof(Akka.Actor.ActorSystem).Assembly)}";

    /// <summary>Whether it is the Akka.NET packages, else the subset.</summary>
    public static bool IsPackages =>
        typeof(RuntimeName).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "AkkaRuntime")?.Value == "packages";

    private static string BuiltOn() => IsPackages ? "Akka.NET" : "AkkaSubset";

    private static string Informational(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
