namespace Akka.Remote.Transport;

/// <summary>Which incarnation of one address counts, and which never will again. Pure, and not safe for use by two threads.</summary>
internal sealed class Incarnations
{
    private const int Remembered = 64;

    private readonly Queue<int> _oldest = new();
    private readonly HashSet<int> _retired = [];

    /// <summary>Null if none is known.</summary>
    public int? Current { get; private set; }

    public bool IsRetired(int uid) => _retired.Contains(uid);

    /// <param name="isProven">Whoever holds the address said so, not just somebody who called.</param>
    /// <param name="currentIsLive">There is a connection to the current one.</param>
    public Verdict Judge(int uid, bool isProven, bool currentIsLive) => this switch
    {
        _ when IsRetired(uid) => Verdict.Retired,
        { Current: null } => Verdict.First,
        _ when Current == uid => Verdict.Known,
        _ when isProven || !currentIsLive => Verdict.Successor,
        _ => Verdict.Unproven,
    };

    public void Accept(int uid) => Current = uid;

    /// <summary>Never again. Only the last 64 are remembered.</summary>
    public void Retire(int uid)
    {
        if (Current == uid)
            Current = null;
        if (!_retired.Add(uid))
            return;
        _oldest.Enqueue(uid);
        if (_oldest.Count > Remembered)
            _retired.Remove(_oldest.Dequeue());
    }

    internal enum Verdict
    {
        First,
        Known,

        /// <summary>Takes the place of the current one, which is to be retired.</summary>
        Successor,

        /// <summary>It may be a successor, or a stranger: call the address and see.</summary>
        Unproven,

        Retired,
    }
}
