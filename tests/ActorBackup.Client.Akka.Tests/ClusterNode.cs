using ActorBackup.Wire.Messages;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Client;
using Akka.Configuration;

namespace ActorBackup.Client.Tests;

/// <summary>A cluster's node with nothing behind its signals but a word of its own.</summary>
internal sealed class ClusterNode : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="database">A folder's file that all nodes of the cluster share; not there on the packages, which gossip.</param>
    public ClusterNode(string name, string database, ClusterNode? to = null)
    {
        System = ActorSystem.Create("actorbackup", ConfigurationFactory.ParseString(
            $$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = OFF
              loggers = []
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
              coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off }
              cluster {
                jmx.enabled = off
                subset { provider-name = "SQLite.MS", connection-string = "Data Source={{database}};Pooling=false" }
              }
            }
            """).WithFallback(ConfigurationFactory.ParseString(WireHocon.Text)));
        System.ActorOf(Props.Create(() => new NodeActor(name)), "node");
        Cluster = Cluster.Get(System);
        Cluster.JoinAsync((to ?? this).Cluster.SelfAddress).Wait(Patience);
    }

    public ActorSystem System { get; }

    public Cluster Cluster { get; }

    public string Address => Cluster.SelfAddress.ToString();

    /// <summary>Ends it without a word to the others.</summary>
    public void Dispose() =>
        CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseActorSystemTerminate).Wait(Patience);

    private sealed class NodeActor : ReceiveActor
    {
        public NodeActor(string name) => Context.ActorOf(Props.Create(() => new SignalsActor(name)), "signals");
    }

    private sealed class SignalsActor : ReceiveActor
    {
        public SignalsActor(string name)
        {
            Receive<BackupNow>(request => Sender.Tell(new Accepted(request.Id!, request.Source, name)));
            Receive<GetOutcome>(question => Sender.Tell(new Outcome(question.Id, "durable", "cart", name, [], null)));
        }

        protected override void PreStart() => ClusterClientReceptionist.Get(Context.System).RegisterService(Self);
    }
}
