using System.Collections.Concurrent;
using System.Text;

namespace ActorBackup.Linux;

/// <summary>The names of users and groups, asked of the system once each. Safe for concurrent use; forgets all of them when it knows too many.</summary>
/// <remarks>Keep it for one run only: accounts change.</remarks>
internal sealed unsafe class RawOwners
{
    private const int MaxKnown = 10_000, TooSmall = 34;

    private readonly ConcurrentDictionary<uint, string> _users = [], _groups = [];

    /// <summary>Empty if there is no such user.</summary>
    public string User(uint id) => Known(_users, id, isUser: true);

    /// <summary>Empty if there is no such group.</summary>
    public string Group(uint id) => Known(_groups, id, isUser: false);

    private static string Known(ConcurrentDictionary<uint, string> names, uint id, bool isUser)
    {
        if (names.TryGetValue(id, out var name)) return name;
        if (names.Count >= MaxKnown) names.Clear();
        return names[id] = Ask(id, isUser);
    }

    private static string Ask(uint id, bool isUser)
    {
        // The records have at most 48 bytes and start with the pointer to the name.
        var record = stackalloc byte[64];
        for (var size = 1 << 12; size <= 1 << 22; size *= 4)
        {
            var buffer = new byte[size];
            fixed (byte* start = buffer)
            {
                byte* found = null;
                var errno = isUser ? RawCalls.GetUser(id, record, start, (nuint)size, &found) : RawCalls.GetGroup(id, record, start, (nuint)size, &found);
                if (errno == TooSmall) continue;
                if (found is null) return "";
                var name = *(byte**)found;
                return Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
            }
        }
        return "";
    }
}
