using System.Globalization;

namespace Akka.Actor;

/// <summary>Where an actor system is: protocol and name, and host and port if it can be reached from elsewhere.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ICloneable
{
    private string _text;

    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string Protocol { get; }
    public string System { get; }
    public string Host { get; }
    public int? Port { get; }

    public bool HasLocalScope => string.IsNullOrEmpty(Host);
    public bool HasGlobalScope => !HasLocalScope;

    public static bool operator ==(Address left, Address right) => Equals(left, right);
    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    /// <exception cref="UriFormatException">The text is not <c>protocol://system</c> or <c>protocol://system@host:port</c>.</exception>
    public static Address Parse(string address) => TryParse(address, out var parsed)
        ? parsed
        : throw new UriFormatException($"'{address}' is not an address. Write protocol://system or protocol://system@host:port.");

    public static bool TryParse(string path, out Address address) => TryParse(path, out address, out string _);

    /// <summary>Also gives what follows the address, beginning with its '/'; "/" if nothing does.</summary>
    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        (address, absolutUri) = (null, null);
        var protocolEnd = path?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (protocolEnd <= 0)
            return false;

        var rest = path[(protocolEnd + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        absolutUri = slash < 0 ? "/" : rest[slash..];
        var (system, host, port) = Split(slash < 0 ? rest : rest[..slash]);
        if (string.IsNullOrEmpty(system) || (host is not null && port is null))
            return false;

        address = new Address(path[..protocolEnd], system, host, port);
        return true;
    }

    public Address WithHost(string host = null) => new(Protocol, System, host, Port);
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public bool Equals(Address other) =>
        ReferenceEquals(this, other)
        || (other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol);

    public override bool Equals(object obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    public int CompareTo(Address other) => string.CompareOrdinal(ToString(), other?.ToString());

    int IComparable.CompareTo(object obj) => CompareTo(obj as Address);

    public object Clone() => new Address(Protocol, System, Host, Port);

    public override string ToString() => _text ??= HasLocalScope
        ? $"{Protocol}://{System}"
        : string.Create(CultureInfo.InvariantCulture, $"{Protocol}://{System}@{Host}:{Port}");

    private static (string System, string Host, int? Port) Split(string authority)
    {
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return (authority, null, null);

        var (system, place) = (authority[..at], authority[(at + 1)..]);
        var colon = place.LastIndexOf(':');
        return colon > 0 && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (system, place[..colon], port)
            : (system, place, null);
    }
}
