namespace Scenarios;

/// <summary>The programs a scenario runs, as they were built with it.</summary>
public static class Programs
{
    public static string Node { get; } = Built("ActorBackup.Node", "actorbackup.dll");
    public static string Scraper { get; } = Built("Scraper", "scraper.dll");
    /// <summary>A node whose right to a shared source never ends.</summary>
    public static string BrokenNode { get; } = Built("BrokenNode", "brokennode.dll");
    public static string Collector { get; } = Built("Collector", "collector.dll");
    public static string RepositoryDriver { get; } = Built("RepositoryDriver", "repositorydriver.dll");
    public static string FaultTracer { get; } = Built("FaultTracer", "faulttracer.dll");

    // artifacts/<runtime>/bin/<project>/<configuration>/
    private static string Built(string project, string file)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(configuration.Parent!.Parent!.FullName, project, configuration.Name, file);
    }
}
