using System.Collections;

namespace ActorBackup.Repository.Scanning;

/// <summary>One component of a pattern: <c>*</c>, <c>?</c>, sets in brackets and backslash escapes, byte by byte as git matches.</summary>
internal sealed class WildSegment
{
    private readonly List<Token> _tokens = [];

    private WildSegment()
    {
    }

    private enum Kind : byte { Byte, Any, Set, Star }

    /// <summary>Stars only, two or more: any number of folders.</summary>
    public bool IsAnyFolders { get; private set; }

    /// <summary>The components of a pattern between its slashes; null if it can match nothing: a bracket or an escape that never ends.</summary>
    public static List<WildSegment>? Split(ReadOnlySpan<byte> pattern)
    {
        var segments = new List<WildSegment> { new() };
        for (var i = 0; i < pattern.Length; i++)
        {
            var tokens = segments[^1]._tokens;
            switch (pattern[i])
            {
                case (byte)'/':
                    segments.Add(new WildSegment());
                    break;
                case (byte)'*':
                    var first = i;
                    while (i + 1 < pattern.Length && pattern[i + 1] == '*') i++;
                    tokens.Add(new Token(Kind.Star));
                    segments[^1].IsAnyFolders = tokens.Count == 1 && i > first;
                    break;
                case (byte)'?':
                    tokens.Add(new Token(Kind.Any));
                    break;
                case (byte)'[':
                    if (WildSet.Parse(pattern, ref i) is not { } set) return null;
                    tokens.Add(new Token(Kind.Set, Set: set));
                    break;
                case (byte)'\\':
                    if (++i == pattern.Length) return null;
                    if (pattern[i] == '/') segments.Add(new WildSegment());
                    else tokens.Add(new Token(Kind.Byte, pattern[i]));
                    break;
                default:
                    tokens.Add(new Token(Kind.Byte, pattern[i]));
                    break;
            }
            if (segments[^1]._tokens.Count > 1) segments[^1].IsAnyFolders = false;
        }
        return segments;
    }

    public bool Matches(ReadOnlySpan<byte> name)
    {
        // On a mismatch only the last star need take one byte more: earlier ones gain nothing by it.
        var (token, at, star, starAt) = (0, 0, -1, 0);
        while (at < name.Length)
        {
            if (token < _tokens.Count && _tokens[token].Kind == Kind.Star) (star, starAt) = (token++, at);
            else if (token < _tokens.Count && _tokens[token].Matches(name[at])) (token, at) = (token + 1, at + 1);
            else if (star >= 0) (token, at) = (star + 1, ++starAt);
            else return false;
        }
        while (token < _tokens.Count && _tokens[token].Kind == Kind.Star) token++;
        return token == _tokens.Count;
    }

    private readonly record struct Token(Kind Kind, byte Value = 0, BitArray? Set = null)
    {
        public bool Matches(byte value) => Kind switch { Kind.Any => true, Kind.Byte => Value == value, _ => Set![value] };
    }
}
