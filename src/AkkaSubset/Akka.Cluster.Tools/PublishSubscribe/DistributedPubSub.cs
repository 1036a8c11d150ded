using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Only its defaults, for code that also runs on Akka.NET: there the messages of cluster clients and receptionists travel as published ones.</summary>
public sealed class DistributedPubSub : IExtension
{
    private DistributedPubSub()
    {
    }

    /// <summary>Nothing: no serializer of this runtime needs to be bound before a system starts.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.Empty;
}
