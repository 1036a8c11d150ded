using System.Text;

namespace ActorBackup.Core.Sources;

/// <summary>The pattern of one name in a <see cref="PathGlob"/>.</summary>
internal sealed class GlobSegment
{
    private enum Kind { Rune, Any, Star, Class }

    private readonly record struct Token(Kind Kind, Rune Rune = default, bool Negated = false, (Rune From, Rune To)[]? Ranges = null)
    {
        public bool Allows(Rune rune) => Kind switch
        {
            Kind.Rune => rune == Rune,
            Kind.Class => Negated != Array.Exists(Ranges!, range => range.From <= rune && rune <= range.To),
            _ => true,
        };

        public bool Agrees(Token other) => (Kind, other.Kind) switch
        {
            (Kind.Rune, _) => other.Allows(Rune),
            (_, Kind.Rune) => Allows(other.Rune),
            (Kind.Class, Kind.Class) when !Negated && !other.Negated => Array.Exists(Ranges!, a => Array.Exists(other.Ranges!, b => a.From <= b.To && b.From <= a.To)),
            _ => true,
        };
    }

    private readonly Token[] _tokens;

    private GlobSegment(Token[] tokens, bool isFolders) => (_tokens, IsFolders) = (tokens, isFolders);

    /// <summary>Whether it is <c>**</c>.</summary>
    public bool IsFolders { get; }

    /// <summary>The one name it means, or null if it may mean several.</summary>
    public string? Literal => IsFolders ? null : Array.TrueForAll(_tokens, t => One(t) is not null) ? string.Concat(_tokens.Select(One)) : null;

    /// <param name="pattern">All of it, for the message.</param>
    public static GlobSegment Parse(string pattern, string text)
    {
        if (text == "**") return new GlobSegment([new Token(Kind.Star)], isFolders: true);
        if (text.Contains("**", StringComparison.Ordinal)) throw new FormatException($"'{pattern}': ** stands alone between two '/', such as DIR/**/*.json.");
        var (runes, tokens) = (text.EnumerateRunes().ToArray(), new List<Token>());
        for (var i = 0; i < runes.Length; i++)
        {
            tokens.Add((char)runes[i].Value switch
            {
                '*' when runes[i].IsAscii => new Token(Kind.Star),
                '?' when runes[i].IsAscii => new Token(Kind.Any),
                '[' when runes[i].IsAscii => Class(pattern, runes, ref i),
                _ => new Token(Kind.Rune, runes[i]),
            });
        }
        return new GlobSegment([.. tokens], isFolders: false);
    }

    public bool Matches(string name)
    {
        if (name.Length == 0 || (name[0] == '.' && !(_tokens is [{ Kind: Kind.Rune, Rune.Value: '.' }, ..]))) return false;
        var runes = name.EnumerateRunes().ToArray();
        // The last star is enough to come back to: what an earlier one took need never change.
        var (at, token, star, starAt) = (0, 0, -1, 0);
        while (at < runes.Length)
        {
            if (token < _tokens.Length && _tokens[token].Kind == Kind.Star) (star, starAt, token) = (token, at, token + 1);
            else if (token < _tokens.Length && _tokens[token].Allows(runes[at])) (at, token) = (at + 1, token + 1);
            else if (star >= 0) (at, starAt, token) = (starAt + 1, starAt + 1, star + 1);
            else return false;
        }
        while (token < _tokens.Length && _tokens[token].Kind == Kind.Star) token++;
        return token == _tokens.Length;
    }

    /// <summary>Whether some name may match both; in doubt, yes.</summary>
    public bool Meets(GlobSegment other)
    {
        var reach = new bool[_tokens.Length + 1, other._tokens.Length + 1];
        reach[0, 0] = true;
        for (var i = 0; i <= _tokens.Length; i++)
        {
            for (var j = 0; j <= other._tokens.Length; j++)
            {
                if (!reach[i, j]) continue;
                var (mine, theirs) = (i < _tokens.Length ? _tokens[i] : (Token?)null, j < other._tokens.Length ? other._tokens[j] : (Token?)null);
                if (mine is { Kind: Kind.Star }) reach[i + 1, j] = true;
                if (theirs is { Kind: Kind.Star }) reach[i, j + 1] = true;
                if (mine is { Kind: Kind.Star } && theirs is not null) reach[i, j + 1] = true;
                else if (theirs is { Kind: Kind.Star } && mine is not null) reach[i + 1, j] = true;
                else if (mine is { } m && theirs is { } t && m.Agrees(t)) reach[i + 1, j + 1] = true;
            }
        }
        return reach[_tokens.Length, other._tokens.Length];
    }

    private static string? One(Token token) => token switch
    {
        { Kind: Kind.Rune } => token.Rune.ToString(),
        { Kind: Kind.Class, Negated: false, Ranges: [var only] } when only.From == only.To => only.From.ToString(),
        _ => null,
    };

    /// <summary>From '[' to its ']', on which <paramref name="i"/> ends. A ']' right at the start means itself.</summary>
    private static Token Class(string pattern, Rune[] runes, ref int i)
    {
        var (at, ranges) = (i + 1, new List<(Rune, Rune)>());
        var negated = at < runes.Length && runes[at].Value is '!' or '^' && at + 1 < runes.Length;
        if (negated) at++;
        for (var first = at; at < runes.Length && (runes[at].Value != ']' || at == first); at++)
        {
            if (at + 2 < runes.Length && runes[at + 1].Value == '-' && runes[at + 2].Value != ']')
            {
                ranges.Add((runes[at], runes[at + 2]));
                at += 2;
            }
            else ranges.Add((runes[at], runes[at]));
        }
        if (at >= runes.Length) throw new FormatException($"'{pattern}': the '[' has no ']'. Write [[] for a '[' in a name.");
        i = at;
        return new Token(Kind.Class, Negated: negated, Ranges: [.. ranges]);
    }
}
