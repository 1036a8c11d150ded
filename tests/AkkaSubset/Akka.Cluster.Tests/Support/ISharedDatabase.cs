namespace Akka.Cluster.Tests.Support;

/// <summary>A database that all nodes of a test reach, empty at first.</summary>
public interface ISharedDatabase : IDisposable
{
    /// <summary>As <c>provider-name</c> calls it.</summary>
    string Provider { get; }

    string ConnectionString { get; }

    /// <summary>From now on nothing can be written, until <see cref="ComeBack"/>.</summary>
    void GoAway();

    void ComeBack();
}
