using System.Data.Common;

namespace Scenarios.Cluster;

/// <summary>The database that the nodes of one scenario share.</summary>
public interface ISharedDatabase : IAsyncDisposable
{
    /// <summary>What stands in the configuration.</summary>
    string Configured { get; }

    /// <summary>SQL that lets the tables' own triggers copy every row of journal and ownership; run once, in one transaction.</summary>
    IReadOnlyList<string> Taps { get; }

    Task<DbConnection> OpenAsync();
}
