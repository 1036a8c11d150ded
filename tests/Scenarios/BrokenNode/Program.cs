using ActorBackup.Actors.Hosting;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Hosting;
using Scenarios.BrokenNode;

// brokennode node --config FILE: a node as the product's, but that its rights to shared sources never end. What judges the cluster must find it out.
using var signals = new StopSignals(reload: () => { }, everything: () => { }, abort: () => Environment.Exit(1));
var options = new HostOptions(NodeMode.Run, World.OfProcess(), Terminal: null) { Change = parts => parts with { Ownership = DeafOwnershipActor.Props(parts.Ownership!) } };
await using var host = await NodeHost.StartAsync(ConfigurationFile.Read(args[^1]), options, CancellationToken.None);
await signals.Stop;
await host.DrainAsync();
return 0;
