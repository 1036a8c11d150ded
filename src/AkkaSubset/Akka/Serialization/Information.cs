using Akka.Actor;

namespace Akka.Serialization;

/// <summary>For whom something is being serialised.</summary>
public sealed class Information(Address address, ActorSystem system) : IEquatable<Information>
{
    public Address Address { get; } = address;
    public ActorSystem System { get; } = system;

    public bool Equals(Information other) => other is not null && Address == other.Address && Equals(System, other.System);
    public override bool Equals(object obj) => Equals(obj as Information);
    public override int GetHashCode() => HashCode.Combine(Address, System);
}
