namespace ActorBackup.Client;

/// <summary>Where a node answers: a Unix socket, or an HTTP address.</summary>
public sealed record NodeAddress
{
    private NodeAddress(string? socket, Uri? url) => (Socket, Url) = (socket, url);

    /// <summary>Absolute path of the socket, or null.</summary>
    public string? Socket { get; }

    /// <summary>The node's root, without <c>/api/v1</c>, or null.</summary>
    public Uri? Url { get; }

    public static NodeAddress OfSocket(string path) => new(Path.GetFullPath(path), null);

    /// <summary>Reads <c>http://HOST:PORT</c>, <c>unix:/PATH</c>, or a plain path of a socket.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is none of these; the message says what is.</exception>
    public static NodeAddress Parse(string text)
    {
        if (text.StartsWith("unix:", StringComparison.Ordinal) && text.Length > 5) return OfSocket(text[5..]);
        if (text.StartsWith('/') || text.StartsWith('.')) return OfSocket(text);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new(null, new Uri(url.GetLeftPart(UriPartial.Authority)))
            : throw new FormatException($"'{text}' is no address of a node. Use http://HOST:PORT or unix:/path/to/node.sock.");
    }

    public override string ToString() => Socket is null ? Url!.ToString() : $"unix:{Socket}";
}
