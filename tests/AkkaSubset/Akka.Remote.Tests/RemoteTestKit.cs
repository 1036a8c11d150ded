using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;

namespace Akka.Remote.Tests;

/// <summary>One system (<see cref="TestKitBase.Sys"/>) that others reach on the loopback, and as many others as a test makes.</summary>
public abstract class RemoteTestKit(ITestOutputHelper output, string more = "") : TestKit.Xunit2.TestKit(Settings(more), "here", output)
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly List<ActorSystem> _others = [];

    protected Address Here => AddressOf(Sys);

    protected static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    protected static Config Settings(string more) => ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = INFO
          stdout-loglevel = OFF
          actor.provider = remote
          actor.ask-timeout = 30 s
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        }
        """));

    /// <summary>A system that ends with the test, if it has not ended before.</summary>
    protected ActorSystem Other(string name = "there", string more = "")
    {
        var system = ActorSystem.Create(name, Settings(more).WithFallback(DefaultConfig));
        _others.Add(system);
        InitializeLogger(system);
        return system;
    }

    /// <summary>A system in the place of one that has ended.</summary>
    protected ActorSystem Again(Address address, string more = "") =>
        Other(address.System, $"akka.remote.dot-netty.tcp.port = {address.Port}, {more}");

    /// <summary>A system that others reach through a proxy only.</summary>
    internal ActorSystem Behind(Proxy proxy, string name = "there")
    {
        var port = FreePort();
        proxy.LeadTo(port);
        return Other(name, $"akka.remote.dot-netty.tcp {{ port = {port}, public-port = {proxy.Port} }}");
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    protected async Task<IActorRef> RefTo(ActorSystem from, IActorRef actor) =>
        await from.ActorSelection(new RootActorPath(actor.Path.Address.HasGlobalScope ? actor.Path.Address : AddressOf(SystemOf(actor))) / actor.Path.Elements).ResolveOne(Soon);

    /// <summary>The ref that this system has for an actor of another.</summary>
    protected Task<IActorRef> RefTo(IActorRef actor) => RefTo(Sys, actor);

    protected ActorSelection Selection(ActorSystem of, string path) => Sys.ActorSelection(AddressOf(of) + path);

    /// <summary>Gets every event of the kind that the system publishes.</summary>
    protected TestProbe Listening<T>(ActorSystem? to = null)
    {
        var probe = CreateTestProbe();
        (to ?? Sys).EventStream.Subscribe(probe.Ref, typeof(T));
        return probe;
    }

    /// <summary>Waits for a warning that holds the text, and lets others pass.</summary>
    protected static string ExpectWarning(TestProbe warnings, string text) =>
        warnings.FishForMessage<Warning>(warning => warning.ToString().Contains(text, StringComparison.Ordinal), Soon).ToString();

    protected override void AfterAll()
    {
        Task.WhenAll(_others.Select(system => system.Terminate())).Wait(Soon);
        base.AfterAll();
    }

    private ActorSystem SystemOf(IActorRef actor) => _others.Append(Sys).First(system => system.Name == actor.Path.Address.System);
}
