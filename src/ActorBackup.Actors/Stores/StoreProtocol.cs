using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Stores;

/// <summary>What sources say to /stores about the places they use, and what they hear. Told to /stores, which knows its children.</summary>
internal static class StoreProtocol
{
    public interface IMessage { StoreName Store { get; } }

    /// <summary>Open the place of this source for the sender, and keep telling the sender how it is. Repeating it asks for a fresh look.</summary>
    /// <param name="Known">What the place must show, as another node has found it; null: what this node remembers.</param>
    public sealed record Attend(StoreName Store, SourceLocation Source, StoreIdentity? Known = null) : IMessage;

    /// <summary>The sender no longer needs the place: its lock is given back.</summary>
    public sealed record Release(StoreName Store, SourceLocation Source) : IMessage;

    /// <summary>To the one who attends, after every fresh look that was asked for and after every change.</summary>
    public sealed record PlaceIs(StoreName Store, PlaceOpening Opening) : IMessage;
}
