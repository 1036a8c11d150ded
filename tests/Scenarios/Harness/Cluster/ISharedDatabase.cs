using System.Data.Common;

namespace Scenarios.Cluster;

/// <summary>The database that the nodes of one scenario share.</summary>
public interface ISharedDatabase : IAsyncDisposable
{
    /// <summary>What stands in the configuration.</summary>
    string Configured { get; }

    /// <summary>SQL that lets the journal's own triggers copy every row of it; run once, in one transaction.</summary>
    IReadOnlyList<string> RowTaps { get; }

    /// <summary>The same for the table of owners.</summary>
    IReadOnlyList<string> GrantTaps { get; }

    Task<DbConnection> OpenAsync();
}
