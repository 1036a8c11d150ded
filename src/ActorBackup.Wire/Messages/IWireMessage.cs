namespace ActorBackup.Wire.Messages;

/// <summary>What may travel between a node and another Akka.NET process. Nothing else is written or read there.</summary>
public interface IWireMessage;
