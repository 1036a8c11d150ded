using System.Reflection;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Makes the provider that <c>akka.actor.provider</c> names.</summary>
internal static class ProviderChoice
{
    private const string Setting = "akka.actor.provider";

    /// <exception cref="ConfigurationException">The class cannot be found, or is no provider.</exception>
    public static ISystemTree Make(string systemName, Settings settings, EventStream eventStream)
    {
        var name = settings.Config.GetString(Setting);
        var type = TypeByName.Find(ClassOf(name), Setting);
        if (!type.IsAssignableTo(typeof(ISystemTree)))
            throw new ConfigurationException($"The setting {Setting} is '{name}'. Write local, remote, cluster, or the class of a provider; {type} is none.");
        return (ISystemTree)Activator.CreateInstance(
            type, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, [systemName, settings, eventStream], null);
    }

    private static string ClassOf(string name) => name switch
    {
        "local" => "Akka.Actor.LocalActorRefProvider, Akka",
        "remote" => "Akka.Remote.RemoteActorRefProvider, Akka.Remote",
        "cluster" => "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster",
        _ => name,
    };
}
