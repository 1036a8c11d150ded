namespace Akka.Persistence;

/// <summary>Under which id an actor persists, and where.</summary>
public interface IPersistentIdentity
{
    string PersistenceId { get; }
    /// <summary>Empty for <c>akka.persistence.journal.plugin</c>.</summary>
    string JournalPluginId { get; }
    /// <summary>Empty for <c>akka.persistence.snapshot-store.plugin</c>.</summary>
    string SnapshotPluginId { get; }
}

public interface IPersistenceRecovery
{
    Recovery Recovery { get; }
}

/// <summary>An event that is being written, and what to do once it is.</summary>
public interface IPendingHandlerInvocation
{
    object Event { get; }
    Action<object> Handler { get; }
}

/// <summary>One that keeps commands waiting until it ran.</summary>
public sealed class StashingHandlerInvocation(object evt, Action<object> handler) : IPendingHandlerInvocation
{
    public object Event { get; } = evt;
    public Action<object> Handler { get; } = handler;
}
