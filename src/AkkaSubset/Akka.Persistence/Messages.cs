using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Between persistent actors and their journal or snapshot store; never leaves the process.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded;

public interface IJournalMessage : IPersistenceMessage;
public interface IJournalRequest : IJournalMessage;
public interface IJournalResponse : IJournalMessage;

public interface ISnapshotMessage : IPersistenceMessage;
public interface ISnapshotRequest : ISnapshotMessage;
public interface ISnapshotResponse : ISnapshotMessage;
