namespace ActorBackup.Wire.Messages;

/// <summary>What a request can be answered by.</summary>
public interface IAnswer : IWireMessage;
