using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>An actor of a system that is not in the cluster, through which it sends messages to actors that the cluster's receptionists know.</summary>
/// <remarks>At most once: what is under way when a receptionist is lost is lost with it. Answers come without a sender.</remarks>
public sealed class ClusterClient
{
    private ClusterClient() { }

    /// <exception cref="ArgumentException">There is no initial contact.</exception>
    public static Props Props(ClusterClientSettings settings)
    {
        if (settings.InitialContacts.Count == 0)
        {
            throw new ArgumentException(
                "A cluster client needs a node to begin with: name receptionists in akka.cluster.client.initial-contacts, "
                + "such as [\"akka.tcp://actorbackup@host:4053/system/receptionist\"].", nameof(settings));
        }

        return Akka.Actor.Props.Create(() => new ClientActor(settings));
    }

    /// <summary>To the actor registered under a path on the node that the client talks to.</summary>
    /// <param name="path">Without an address, such as <c>/user/service</c>.</param>
    /// <param name="message">Of a type that a serializer is bound to.</param>
    /// <param name="localAffinity">Makes no difference here: the node that the client talks to is always the one.</param>
    public sealed class Send(string path, object message, bool localAffinity = false) : IClusterClientProtocolMessage, IEquatable<Send>
    {
        public string Path { get; } = path;

        public object Message { get; } = message;

        public bool LocalAffinity { get; } = localAffinity;

        public bool Equals(Send other) => other is not null && (Path, LocalAffinity) == (other.Path, other.LocalAffinity) && Equals(Message, other.Message);

        public override bool Equals(object obj) => Equals(obj as Send);

        public override int GetHashCode() => HashCode.Combine(Path, LocalAffinity, Message);
    }

    /// <summary>To the actors registered under a path on all nodes.</summary>
    /// <inheritdoc cref="Send(string, object, bool)"/>
    public sealed class SendToAll(string path, object message) : IClusterClientProtocolMessage, IEquatable<SendToAll>
    {
        public string Path { get; } = path;

        public object Message { get; } = message;

        public bool Equals(SendToAll other) => other is not null && Path == other.Path && Equals(Message, other.Message);

        public override bool Equals(object obj) => Equals(obj as SendToAll);

        public override int GetHashCode() => HashCode.Combine(Path, Message);
    }
}
