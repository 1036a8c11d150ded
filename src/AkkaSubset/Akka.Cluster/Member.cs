using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>A node of the cluster as it was seen at one moment. Two are equal if they are the same life of the same system, whatever their status.</summary>
public class Member : IComparable<Member>, IComparable
{
    /// <summary>By host, then port.</summary>
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(CompareAddresses);

    /// <summary>The oldest first: the one that has been up longest.</summary>
    public static readonly IComparer<Member> AgeOrdering = Comparer<Member>.Create((left, right) =>
        left.Equals(right) ? 0 : left.IsOlderThan(right) ? -1 : 1);

    internal Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles) =>
        (UniqueAddress, UpNumber, Status, Roles) = (uniqueAddress, upNumber, status, roles);

    public UniqueAddress UniqueAddress { get; }

    public Address Address => UniqueAddress.Address;

    public MemberStatus Status { get; }

    public ImmutableHashSet<string> Roles { get; }

    /// <summary>Counts up with every member that becomes <c>Up</c>; <see cref="int.MaxValue"/> before.</summary>
    internal int UpNumber { get; }

    public bool HasRole(string role) => Roles.Contains(role);

    /// <summary>Whether it has been up for longer; of two that came up at once, the lower address is the older.</summary>
    public bool IsOlderThan(Member other) => UpNumber == other.UpNumber
        ? CompareAddresses(Address, other.Address) < 0
        : UpNumber < other.UpNumber;

    public Member Copy(MemberStatus status) => status == Status ? this : new Member(UniqueAddress, UpNumber, status, Roles);

    public Member CopyUp(int upNumber) => new(UniqueAddress, upNumber, MemberStatus.Up, Roles);

    public int CompareTo(Member other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    int IComparable.CompareTo(object obj) => CompareTo(obj as Member);

    public override bool Equals(object obj) => obj is Member other && UniqueAddress == other.UniqueAddress;

    public override int GetHashCode() => UniqueAddress.GetHashCode();

    public override string ToString() =>
        $"Member(address = {Address}, Uid={UniqueAddress.Uid} status = {Status}, role=[{string.Join(',', Roles.Order(StringComparer.Ordinal))}], upNumber={UpNumber})";

    private static int CompareAddresses(Address left, Address right)
    {
        var host = string.CompareOrdinal(left.Host, right.Host);
        return host != 0 ? host : left.Port.GetValueOrDefault().CompareTo(right.Port.GetValueOrDefault());
    }
}
