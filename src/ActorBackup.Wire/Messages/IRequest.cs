namespace ActorBackup.Wire.Messages;

/// <summary>From a program to any node's <c>/user/node/signals</c>. Answered by one <see cref="IAnswer"/>, or by nothing if either side dies.</summary>
public interface IRequest : IWireMessage;
