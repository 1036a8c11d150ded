using System.Globalization;

namespace Akka.Actor;

/// <summary>Where an actor stands in the tree of a system. Two paths are equal whatever incarnation (<see cref="Uid"/>) they mean.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>What a name may hold besides letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly ActorPath _parent;
    private string _withoutAddress;
    private string _text;

    protected ActorPath(Address address, string name) => (Address, Name) = (address, name);

    protected ActorPath(ActorPath parentPath, string name, long uid) =>
        (_parent, Address, Depth, Name, Uid) = (parentPath, parentPath.Address, parentPath.Depth + 1, name, uid);

    public Address Address { get; }
    public string Name { get; }

    /// <summary>Tells incarnations of one path apart; 0 means any.</summary>
    public long Uid { get; }

    /// <summary>0 for the root.</summary>
    public int Depth { get; }

    /// <summary>The root's parent is the root.</summary>
    public ActorPath Parent => _parent ?? this;

    public ActorPath Root => _parent is null ? this : _parent.Root;

    /// <summary>The names below the root, outermost first; one empty name for the root itself.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            if (_parent is null)
                return [""];
            var elements = new string[Depth];
            for (var path = this; path._parent is not null; path = path._parent)
                elements[path.Depth - 1] = path.Name;
            return elements;
        }
    }

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => name.Aggregate(path, (parent, child) => parent.Child(child));
    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);
    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    /// <exception cref="UriFormatException">The text is no address with a path behind it.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out var parsed)
        ? parsed
        : throw new UriFormatException($"'{path}' is not an actor path. Write protocol://system/user/name.");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        return TryParseAddress(path, out var address, out var rest) && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath)
    {
        actorPath = basePath;
        foreach (var element in absoluteUri.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = element.IndexOf('#', StringComparison.Ordinal);
            var uid = 0L;
            if (hash >= 0 && !long.TryParse(element.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out uid))
                return false;
            actorPath = new ChildActorPath(actorPath, hash < 0 ? element : element[..hash], uid);
        }

        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => Address.TryParse(path, out address);

    /// <summary>True for 1 or more letters, digits, <see cref="ValidSymbols"/> and %-escapes that do not begin with '$'.</summary>
    public static bool IsValidPathElement(string s) => !string.IsNullOrEmpty(s) && s[0] != '$' && ActorNames.HasValidCharacters(s);

    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join("/", pathElements);

    public ActorPath Child(string childName) => new ChildActorPath(this, childName, 0);

    public ActorPath WithUid(long uid) => _parent is null || uid == Uid ? this : new ChildActorPath(_parent, Name, uid);

    public string ToStringWithoutAddress() => _withoutAddress ??= "/" + string.Join("/", Elements);

    public string ToStringWithAddress() => ToString();

    /// <summary>With the given address if this path has none that others can use.</summary>
    public string ToStringWithAddress(Address address) => (Address.HasGlobalScope ? Address : address) + ToStringWithoutAddress();

    public string ToStringWithUid() => ToString() + UidSuffix;

    public string ToSerializationFormat() => ToStringWithUid();

    public string ToSerializationFormatWithAddress(Address address) => ToStringWithAddress(address) + UidSuffix;

    public bool Equals(ActorPath other)
    {
        if (other is null || Depth != other.Depth)
            return false;

        var (left, right) = (this, other);
        for (; !ReferenceEquals(left, right); (left, right) = (left._parent, right._parent))
        {
            if (left.Name != right.Name)
                return false;
            if (left._parent is null)
                return left.Address == right.Address;
        }

        return true;
    }

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => HashCode.Combine(Address, ToStringWithoutAddress());

    public int CompareTo(ActorPath other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => _text ??= Address + ToStringWithoutAddress();

    private string UidSuffix => Uid == 0 ? "" : "#" + Uid.ToString(CultureInfo.InvariantCulture);

    private static bool TryParseAddress(string path, out Address address, out string rest) => Address.TryParse(path, out address, out rest);
}
