using ActorBackup.Core.Ownership;

namespace ActorBackup.Actors.Ownership;

/// <summary>What a lease says to /ownership.</summary>
internal static class LeaseProtocol
{
    /// <summary>Answered by <see cref="Answer"/>.</summary>
    /// <param name="Owner">Two of one process are told apart by it.</param>
    /// <param name="Lost">Called on the actor's thread when the right ends without having been released.</param>
    public sealed record Acquire(string Name, string Owner, Action<string> Lost);

    /// <summary>Answered by <see cref="Answer"/> when it is free for others.</summary>
    public sealed record Release(string Name, string Owner);

    /// <param name="Claim">Null: another has it, or it was released.</param>
    /// <param name="Failure">Why nobody can say; null if it is said.</param>
    public sealed record Answer(IClaim? Claim, string? Failure);
}
